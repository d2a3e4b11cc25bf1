import { A_FUNCTION, A_STRING, isRecord, type ObjectShape, requireShape } from '../../model/argument-shape.ts'
import { ScanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import type {
  SecretStore,
  StoredKey,
  StoredValue,
  StoredVersion,
  VersionSelector,
  VersionStage,
  WriteOptions,
} from './store.ts'

/** What a new `MemoryStore` starts from. */
export interface MemoryStoreOptions {
  /** Current values by key. */
  readonly values?: Readonly<Record<string, string>>
  /** Time of day in milliseconds since 1970; the system's without it. */
  readonly now?: () => number
}

const OPTIONS: ObjectShape = {
  values: {
    says: 'an object of strings',
    fits: (value) => isRecord(value) && Object.values(value).every(A_STRING.fits),
  },
  now: A_FUNCTION,
}
const WRITE: ObjectShape = { stage: A_STRING, requestId: A_STRING }
const WRITE_HINT = "pass { stage: 'current', requestId: crypto.randomUUID() }"
const HINT = "write new MemoryStore({ values: { DATABASE_URL: 'first' } }), or new MemoryStore()"

interface Kept {
  readonly id: string
  readonly value: Secret
  readonly createdOn: Date
  readonly requestId: string
  stages: readonly VersionStage[]
  isEnabled: boolean
}

/** A store in memory, with versions and stages as the real ones have them: for tests, of this project and of its users. */
export class MemoryStore implements SecretStore {
  readonly kind = 'memory'
  readonly label = 'memory'
  readonly #versions = new Map<string, Kept[]>()
  readonly #now: () => number

  constructor(options: MemoryStoreOptions = {}) {
    requireShape(options, OPTIONS, { name: 'what was passed to MemoryStore', hint: HINT, code: 'USAGE' })
    const { values = {}, now = Date.now } = options
    this.#now = now
    for (const [key, value] of Object.entries(values)) this.#append(key, new Secret(value), 'current', '')
  }

  async read(key: string, selector: VersionSelector = { stage: 'current' }): Promise<StoredValue | null> {
    const found = this.#kept(key).find((kept) => isSelected(kept, selector))
    return found?.isEnabled ? { value: found.value, version: describe(found) } : null
  }

  async readMany(keys: readonly string[]): Promise<ReadonlyMap<string, StoredValue>> {
    const found = new Map<string, StoredValue>()
    for (const key of keys) {
      const stored = await this.read(key)
      if (stored !== null) found.set(key, stored)
    }
    return found
  }

  async list(): Promise<readonly StoredKey[]> {
    return [...this.#versions.keys()].sort().flatMap((key) => {
      const current = this.#staged(key, 'current')
      return current === undefined ? [] : [{ key, version: describe(current) }]
    })
  }

  async versions(key: string): Promise<readonly StoredVersion[]> {
    return this.#kept(key).map(describe).reverse()
  }

  async write(key: string, value: Secret, options: WriteOptions): Promise<StoredVersion> {
    if (typeof value?.reveal !== 'function') throw notSecret(key)
    requireShape(options, WRITE, { name: 'what was passed as third argument', hint: WRITE_HINT, code: 'USAGE' })
    const { stage, requestId, expectedCurrent } = options
    const repeated = this.#kept(key).find((kept) => kept.requestId === requestId)
    if (repeated?.value.equals(value)) return describe(repeated)
    if (repeated) throw conflict(key, 'another value was written by the same request')
    const current = this.#staged(key, 'current')?.id ?? null
    if (expectedCurrent !== undefined && expectedCurrent !== current) throw changed(key)
    if (stage === 'pending') {
      if (current === null) throw nothingCurrent(key)
      if (this.#staged(key, 'pending')) throw conflict(key, 'another version of it is pending')
    }
    return describe(this.#append(key, value, stage, requestId))
  }

  async promote(key: string, versionId: string, expectedCurrent: string | null): Promise<StoredVersion> {
    const kept = this.#require(key, versionId)
    if (kept.stages.includes('current')) return describe(kept)
    if ((this.#staged(key, 'current')?.id ?? null) !== expectedCurrent) throw changed(key)
    if (!kept.stages.includes('pending')) throw conflict(key, `version ${versionId} is not pending`)
    this.#makeCurrent(key, kept)
    return describe(kept)
  }

  async retire(key: string, versionId: string): Promise<void> {
    const kept = this.#require(key, versionId)
    if (kept.stages.includes('current')) throw conflict(key, `version ${versionId} is the current one`)
    kept.stages = []
    kept.isEnabled = false
  }

  #kept(key: string): readonly Kept[] {
    return this.#versions.get(key) ?? []
  }

  #staged(key: string, stage: VersionStage): Kept | undefined {
    return this.#kept(key).find(({ stages }) => stages.includes(stage))
  }

  #require(key: string, versionId: string): Kept {
    const kept = this.#kept(key).find(({ id }) => id === versionId)
    if (kept) return kept
    throw new ScanError('STORE_REFUSED', `${key} has no version ${versionId} in memory`, {
      hint: 'ask for its versions first',
    })
  }

  #append(key: string, value: Secret, stage: 'current' | 'pending', requestId: string): Kept {
    const before = this.#kept(key)
    const id = `v${before.length + 1}`
    const kept: Kept = { id, value, createdOn: new Date(this.#now()), requestId, stages: [stage], isEnabled: true }
    if (stage === 'current') this.#makeCurrent(key, kept)
    this.#versions.set(key, [...before, kept])
    return kept
  }

  #makeCurrent(key: string, kept: Kept): void {
    const old = this.#staged(key, 'current')
    const older = this.#staged(key, 'previous')
    if (older) older.stages = []
    if (old) old.stages = ['previous']
    kept.stages = ['current']
  }
}

function notSecret(key: string): ScanError {
  return new ScanError('USAGE', `the value of ${key} is no Secret`, { hint: 'write new Secret(value), from keywarden' })
}

function isSelected(kept: Kept, selector: VersionSelector): boolean {
  return 'id' in selector ? kept.id === selector.id : kept.stages.includes(selector.stage)
}

function describe({ id, stages, createdOn, isEnabled, requestId }: Kept): StoredVersion {
  return { id, stages, createdOn, isEnabled, requestId }
}

function conflict(key: string, says: string): ScanError {
  return new ScanError('STORE_CONFLICT', `${key} was not changed in memory: ${says}`, { hint: 'look at its versions' })
}

function changed(key: string): ScanError {
  return conflict(key, 'its current version is another one than expected')
}

function nothingCurrent(key: string): ScanError {
  return new ScanError('STORE_REFUSED', `${key} has no current version in memory`, {
    hint: 'write a current one before a pending one',
  })
}
