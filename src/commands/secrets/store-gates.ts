import type { NamedStore, SecretsSettings, UnfinishedStore } from '../../config/config.ts'
import type { Reference } from '../../secrets/resolve/reference.ts'
import { type GateOptions, StoreGate } from '../../secrets/resolve/store-gate.ts'
import type { SecretStore } from '../../secrets/stores/store.ts'
import { completeStore, type Lookup, namedStores, requireComplete } from './finish-store.ts'
import { referenceStore } from './reference-store.ts'
import { storeLabel } from './store-label.ts'

/** The gates to stores that are named by settings, variables and references; the same store has one gate. */
export class StoreGates {
  readonly #named: readonly NamedStore[]
  /** Those that are named, then those of other environments: a reference may lead there too. */
  readonly #known: readonly UnfinishedStore[]
  readonly #options: GateOptions
  readonly #gates = new Map<string, StoreGate>()

  constructor(settings: SecretsSettings, environment: string, lookup: Lookup, options: GateOptions) {
    this.#options = options
    const complete = (named: NamedStore) => ({ ...named, store: completeStore(named.store, lookup) })
    this.#named = namedStores(settings, environment, lookup).map(complete)
    this.#known = [...this.#named, ...settings.stores.map(complete)].map(({ store }) => store)
  }

  /** Those that are asked for every key, in their order. */
  configured(): readonly StoreGate[] {
    return this.#named.map((named) => this.#gateOf(named))
  }

  /** The one that a reference leads to. */
  ofReference(reference: Reference): StoreGate {
    const store = referenceStore(reference, this.#known)
    return this.#gateOf({ store, isOptional: false, environments: [], source: reference.text })
  }

  /** A gate to a store that a program has opened itself. */
  ofStore(store: SecretStore): StoreGate {
    const gate = new StoreGate({ label: store.label, isOptional: false, open: async () => store }, this.#options)
    this.#gates.set(`own:${this.#gates.size}`, gate)
    return gate
  }

  /** Forgets what all stores have said. */
  forget(): void {
    for (const gate of this.#gates.values()) gate.forget()
  }

  #gateOf({ store, isOptional, source }: NamedStore): StoreGate {
    const name = nameOf(store)
    const known = this.#gates.get(name)
    if (known !== undefined) return known
    const gate = new StoreGate(
      { label: storeLabel(store), isOptional, open: () => open(store, source, this.#options.timeout) },
      this.#options,
    )
    this.#gates.set(name, gate)
    return gate
  }
}

/** Loads what a kind of store needs only now. */
async function open(store: UnfinishedStore, source: string, timeout: number): Promise<SecretStore> {
  const { openStore } = await import('../../secrets/stores/stores.ts')
  return openStore(requireComplete(store, source, timeout))
}

function nameOf(store: UnfinishedStore): string {
  return JSON.stringify(Object.entries(store).sort(([a], [b]) => (a < b ? -1 : 1)))
}
