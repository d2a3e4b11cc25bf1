import type { SecretsSettings } from '../../config/config.ts'
import { envFileNames } from '../../secrets/resolve/env-file-names.ts'
import { type EnvironmentName, environmentName } from '../../secrets/resolve/environment-name.ts'
import { referenceFollower } from '../../secrets/resolve/follow-reference.ts'
import {
  type Environment,
  envFilePlace,
  environmentPlace,
  secretFilePlace,
} from '../../secrets/resolve/local-places.ts'
import { type Place, plainKey } from '../../secrets/resolve/place.ts'
import { Resolver } from '../../secrets/resolve/resolver.ts'
import type { StoreGate } from '../../secrets/resolve/store-gate.ts'
import { storePlace } from '../../secrets/resolve/store-place.ts'
import type { SecretStore } from '../../secrets/stores/store.ts'
import { type Lookup, STORE_VARIABLES } from './finish-store.ts'
import { StoreGates } from './store-gates.ts'

/** What decides where secrets are sought. */
export interface SecretsSetup {
  /** Absolute path of the folder whose .env files count. */
  readonly folder: string
  readonly env: Environment
  /** Name that was asked for, and by what; null where the environment is to say it. */
  readonly environment: { readonly name: string | null; readonly saidBy: string }
  readonly settings: SecretsSettings
  readonly mode: 'online' | 'offline'
  /** Stores of the program's own, in place of those of the settings; null where there are none. */
  readonly stores: readonly SecretStore[] | null
  /** Milliseconds from some start. */
  readonly now: () => number
  /** Aborted when nobody waits for stores any more; null where that is never. */
  readonly signal: AbortSignal | null
}

/** Everything that finds secrets, opened but not yet asked. */
export interface OpenedSecrets {
  readonly environment: EnvironmentName
  readonly folder: string
  readonly resolver: Resolver
  /** The gates to the stores, in the order in which they are asked. */
  readonly gates: readonly StoreGate[]
  /** Forgets what stores have said. */
  readonly forget: () => void
}

/** Opens the places that values come from. No store is reached and no SDK is loaded before a key is asked of one. */
export async function openSecrets(setup: SecretsSetup): Promise<OpenedSecrets> {
  const { folder, env, settings } = setup
  const environment = environmentName(setup.environment, env)
  const local = localPlaces(folder, env, environment)
  const gates = new StoreGates(settings, environment.name, await lookupIn(local), {
    mode: setup.mode,
    cacheFor: settings.cache * 1000,
    timeout: settings.timeout * 1000,
    now: setup.now,
    signal: setup.signal,
  })
  const stores = setup.stores === null ? gates.configured() : setup.stores.map((store) => gates.ofStore(store))
  const follow = referenceFollower((reference) => gates.ofReference(reference))
  return {
    environment,
    folder,
    resolver: new Resolver([...local, ...stores.map(storePlace)], follow),
    gates: stores,
    forget: () => gates.forget(),
  }
}

/** The places on this machine, in the order in which they are asked. */
export function localPlaces(folder: string, env: Environment, environment: EnvironmentName): readonly Place[] {
  const files = envFileNames(environment).map((name) => envFilePlace(folder, name))
  return [environmentPlace(env), secretFilePlace(env, folder), ...files]
}

/** The variables that settings of stores may be left to. What cannot be read now is told when a key is sought there. */
export async function lookupIn(local: readonly Place[]): Promise<Lookup> {
  const resolver = new Resolver(local, async ({ steps }) => ({ kind: 'absent', steps, unasked: null }))
  const found = await resolver.resolveAll(STORE_VARIABLES.map(plainKey))
  return (name) => {
    const resolution = found.get(name)
    return resolution?.kind === 'found' ? resolution.value.reveal() : ''
  }
}
