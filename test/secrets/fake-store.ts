import { ScanError } from '../../src/model/errors.ts'
import { Secret } from '../../src/model/secret.ts'
import type { SecretStore, StoredValue, VersionSelector } from '../../src/secrets/stores/store.ts'

type Fails = (keys: readonly string[]) => Error | null

/** A store that can only be read, keeps account of what it was asked, and fails when it is told to. */
export class FakeStore implements SecretStore {
  readonly kind = 'fake'
  readonly label: string
  readonly values: Record<string, string>
  /** The keys of each request; those of one key with a selector as `KEY@id`. */
  readonly requests: string[][] = []
  fails: Fails = () => null
  /** Resolves before every answer. */
  delay: Promise<void> = Promise.resolve()

  constructor(values: Record<string, string>, label = 'Fake Store') {
    this.values = values
    this.label = label
  }

  async read(key: string, selector?: VersionSelector): Promise<StoredValue | null> {
    const suffix = selector === undefined ? '' : `@${'id' in selector ? selector.id : selector.stage}`
    await this.#answer([`${key}${suffix}`])
    return this.#stored(`${key}${suffix}`)
  }

  async readMany(keys: readonly string[]): Promise<ReadonlyMap<string, StoredValue>> {
    await this.#answer([...keys])
    return new Map(
      keys.flatMap((key) => {
        const stored = this.#stored(key)
        return stored === null ? [] : [[key, stored]]
      }),
    )
  }

  list = refuse
  versions = refuse
  write = refuse
  promote = refuse
  retire = refuse

  async #answer(keys: string[]): Promise<void> {
    this.requests.push(keys)
    await this.delay
    const error = this.fails(keys)
    if (error !== null) throw error
  }

  #stored(key: string): StoredValue | null {
    const value = this.values[key]
    if (value === undefined) return null
    const version = { id: 'v1', stages: ['current'], createdOn: null, isEnabled: true, requestId: '' } as const
    return { value: new Secret(value), version }
  }
}

/** The failure of a store. */
export function storeError(code: ScanError['code'], says = 'Fake Store: cannot be reached'): ScanError {
  return new ScanError(code, says, { hint: 'see to the network' })
}

async function refuse(): Promise<never> {
  throw new Error('the resolver only reads')
}
