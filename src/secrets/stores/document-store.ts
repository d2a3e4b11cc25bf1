import { randomUUID } from 'node:crypto'
import { ScanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { readJsonObject, setJsonProperty } from './json-object.ts'
import {
  boundTo,
  type SecretStore,
  type StoredKey,
  type StoredValue,
  type StoredVersion,
  type VersionSelector,
  type WriteOptions,
} from './store.ts'
import { FAULTS, type Fault, storeFailure } from './store-failure.ts'

/** How often a change is tried anew when somebody else has changed another key meanwhile. */
const TRIES = 4

const NOT_AN_OBJECT: Fault = {
  code: 'STORE_REFUSED',
  says: 'its value is no JSON object',
  hint: 'write an object such as {"NAME":"value"} there, or use layout single',
}

/**
 * Many keys in one secret, as a JSON object: read with one request, and one key changed at a time, never over the change of somebody
 * else. Versions are those of the whole secret.
 */
export class DocumentStore implements SecretStore {
  readonly kind: string
  readonly label: string
  readonly #inner: SecretStore
  readonly #name: string

  /** @param inner keeps each secret under its name as it is; `name` is the one that holds the keys */
  constructor(inner: SecretStore, name: string) {
    this.kind = inner.kind
    this.label = `${inner.label} ${name}`
    this.#inner = inner
    this.#name = name
  }

  async read(key: string, selector?: VersionSelector): Promise<StoredValue | null> {
    const stored = await this.#inner.read(this.#name, selector)
    if (stored === null && selector === undefined) throw this.#absent()
    return stored === null ? null : this.#pick(stored, key)
  }

  async readMany(keys: readonly string[]): Promise<ReadonlyMap<string, StoredValue>> {
    const found = new Map<string, StoredValue>()
    if (keys.length === 0) return found
    const stored = await this.#inner.read(this.#name)
    if (stored === null) throw this.#absent()
    const values = this.#parse(stored)
    for (const key of keys) {
      const value = values.get(key)
      if (value !== undefined) found.set(key, { value: new Secret(value), version: stored.version })
    }
    return found
  }

  async list(): Promise<readonly StoredKey[]> {
    const stored = await this.#inner.read(this.#name)
    if (stored === null) return []
    return [...this.#parse(stored).keys()].sort().map((key) => ({ key, version: stored.version }))
  }

  async versions(key: string): Promise<readonly StoredVersion[]> {
    const stored = await this.#inner.read(this.#name)
    if (stored === null || this.#pick(stored, key) === null) return []
    return this.#inner.versions(this.#name)
  }

  async write(key: string, value: Secret, options: WriteOptions): Promise<StoredVersion> {
    return this.writeAll(new Map([[key, value]]), options)
  }

  /** Several keys in one new version. An expected version is that of each of them. */
  async writeAll(values: ReadonlyMap<string, Secret>, options: WriteOptions): Promise<StoredVersion> {
    for (let tried = 1; ; tried++) {
      const requestId = tried === 1 ? options.requestId : randomUUID()
      try {
        return await this.#change(values, { ...options, requestId })
      } catch (error) {
        if (!(error instanceof ScanError) || error.code !== 'STORE_CONFLICT') throw error
        const done = await this.#repetition(values, options)
        if (done !== null) return done
        if (options.expectedCurrent !== undefined || options.stage === 'pending' || tried === TRIES) throw error
      }
    }
  }

  async promote(_key: string, versionId: string, expectedCurrent: string | null): Promise<StoredVersion> {
    return this.#inner.promote(this.#name, versionId, expectedCurrent)
  }

  async retire(_key: string, versionId: string): Promise<void> {
    await this.#inner.retire(this.#name, versionId)
  }

  until(signal: AbortSignal): DocumentStore {
    return new DocumentStore(boundTo(this.#inner, signal), this.#name)
  }

  async #change(values: ReadonlyMap<string, Secret>, options: WriteOptions): Promise<StoredVersion> {
    const before = await this.#inner.read(this.#name)
    let text: string | null = before?.value.reveal() ?? '{}'
    for (const [key, value] of values) {
      const current = before === null ? null : this.#pick(before, key)
      if (options.expectedCurrent !== undefined && options.expectedCurrent !== (current?.version.id ?? null)) {
        throw storeFailure(key, this.label, FAULTS.changed)
      }
      if (options.stage === 'pending' && current === null) throw storeFailure(key, this.label, FAULTS.noCurrent)
      text = text === null ? null : setJsonProperty(text, key, value.reveal())
    }
    if (text === null) throw this.#notAnObject()
    return this.#inner.write(this.#name, new Secret(text), { ...options, expectedCurrent: before?.version.id ?? null })
  }

  /** The version that the same request has written before, or that holds the values as it should; null where there is none. */
  async #repetition(
    values: ReadonlyMap<string, Secret>,
    { stage, requestId }: WriteOptions,
  ): Promise<StoredVersion | null> {
    const written = (await this.#inner.versions(this.#name)).find((version) => version.requestId === requestId)
    const selector: VersionSelector = written?.stages.includes(stage) ? { id: written.id } : { stage }
    const stored = await this.#inner.read(this.#name, selector)
    const isDone = [...values].every(([key, value]) => stored !== null && this.#pick(stored, key)?.value.equals(value))
    if (stored !== null && isDone) return stored.version
    // one without a stage has arrived and lost against the change of somebody else: it is to be made anew
    if (written !== undefined && written.stages.length > 0)
      throw storeFailure([...values.keys()].join(', '), this.label, FAULTS.otherValue)
    return null
  }

  #pick(stored: StoredValue, key: string): StoredValue | null {
    const value = this.#parse(stored).get(key)
    return value === undefined ? null : { value: new Secret(value), version: stored.version }
  }

  #parse({ value }: StoredValue): ReadonlyMap<string, string> {
    const values = readJsonObject(value.reveal())
    if (values === null) throw this.#notAnObject()
    return values
  }

  #notAnObject(): ScanError {
    return storeFailure('', this.label, NOT_AN_OBJECT)
  }

  /** Said aloud, as a wrong name or a wrong region would pass for keys that are missing. */
  #absent(): ScanError {
    return storeFailure('', this.label, {
      code: 'STORE_REFUSED',
      says: 'there is no such secret',
      hint: 'are its name and the place right? `keywarden secrets set NAME` creates it',
    })
  }
}
