import { createHmac } from 'node:crypto'
import { readWhole, type WholeFile } from '../../disk/read-whole.ts'
import { replaceFile } from '../../disk/replace-file.ts'
import { withFileLock } from '../../disk/with-file-lock.ts'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import { removeEnvKey } from '../../dotenv/remove-env-key.ts'
import { setEnvValue } from '../../dotenv/set-env-value.ts'
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

const PENDING = '__PENDING_'
const PREVIOUS = '__PREVIOUS'
const EXTRA = /__(?:PENDING_\w+|PREVIOUS)$/

/** A change of the file's text, and the version that it is about. */
interface Change {
  readonly text: string
  readonly version: StoredVersion
}

/**
 * A .env file that keeps, beside a key's value, the one that is to come (`NAME__PENDING_…`) and the one before (`NAME__PREVIOUS`):
 * what a rotation needs, for keys that only this machine uses. Values have no dates.
 */
export class EnvFileStore implements SecretStore {
  readonly kind = 'env-file'
  readonly label: string
  readonly #path: string
  readonly #idKey: Buffer

  /** @param idKey bytes that the ids of versions are made with, the same in every run: without them a journal tells nothing of a value */
  constructor(path: string, idKey: Buffer) {
    this.label = `env file ${path}`
    this.#path = path
    this.#idKey = idKey
  }

  async read(key: string, selector: VersionSelector = { stage: 'current' }): Promise<StoredValue | null> {
    const found = this.#versionsIn(await this.#text(), key).find(({ version }) =>
      'id' in selector ? version.id === selector.id : version.stages.includes(selector.stage),
    )
    return found ?? null
  }

  async readMany(keys: readonly string[]): Promise<ReadonlyMap<string, StoredValue>> {
    const text = await this.#text()
    return new Map(
      keys.flatMap((key) => this.#versionsIn(text, key).flatMap((one) => (isCurrent(one) ? [[key, one]] : []))),
    )
  }

  async list(): Promise<readonly StoredKey[]> {
    const text = await this.#text()
    const keys = [...effectiveEntries(text).keys()].filter((key) => !EXTRA.test(key)).sort()
    return keys.flatMap((key) =>
      this.#versionsIn(text, key).flatMap((one) => (isCurrent(one) ? [{ key, version: one.version }] : [])),
    )
  }

  async versions(key: string): Promise<readonly StoredVersion[]> {
    return this.#versionsIn(await this.#text(), key).map(({ version }) => version)
  }

  async write(key: string, value: Secret, options: WriteOptions): Promise<StoredVersion> {
    const { stage, requestId, expectedCurrent } = options
    return this.#change(key, (text, versions) => {
      const repeated = versions.find(({ version }) => requestId !== '' && version.requestId === requestId)
      if (repeated?.value.equals(value)) return { text, version: repeated.version }
      if (repeated) throw conflict(key, this.label, 'another value was written by the same request')
      const current = versions.find(isCurrent)
      if (expectedCurrent !== undefined && expectedCurrent !== (current?.version.id ?? null))
        throw changed(key, this.label)
      if (stage === 'current') return this.#makeCurrent(text, key, { value, old: current?.value ?? null })
      if (current === undefined) throw refused(key, this.label, 'it has no current value')
      if (versions.some(({ version }) => version.stages.includes('pending'))) {
        throw conflict(key, this.label, 'another version of it is pending')
      }
      const version = this.#describe(key, value, 'pending', requestId)
      return { text: setEnvValue(text, pendingName(key, requestId), value.reveal()), version }
    })
  }

  async promote(key: string, versionId: string, expectedCurrent: string | null): Promise<StoredVersion> {
    return this.#change(key, (text, versions) => {
      const current = versions.find(isCurrent)
      const pending = versions.find(({ version }) => version.stages.includes('pending'))
      if (current?.version.id === versionId && pending === undefined) return { text, version: current.version }
      if ((current?.version.id ?? null) !== expectedCurrent) throw changed(key, this.label)
      if (pending?.version.id !== versionId) throw conflict(key, this.label, 'that version is not pending')
      const without = removeEnvKey(text, pendingName(key, pending.version.requestId))
      return this.#makeCurrent(without, key, { value: pending.value, old: current?.value ?? null })
    })
  }

  async retire(key: string, versionId: string): Promise<void> {
    await this.#change(key, (text, versions) => {
      const found = versions.find(({ version }) => version.id === versionId)
      const version = found?.version ?? { id: versionId, stages: [], createdOn: null, isEnabled: false, requestId: '' }
      if (version.stages.includes('current')) throw conflict(key, this.label, 'that version is the current one')
      const name = version.stages.includes('pending') ? pendingName(key, version.requestId) : `${key}${PREVIOUS}`
      return { text: found === undefined ? text : removeEnvKey(text, name), version }
    })
  }

  #makeCurrent(
    text: string,
    key: string,
    { value, old }: { readonly value: Secret; readonly old: Secret | null },
  ): Change {
    const kept = old === null ? text : setEnvValue(text, `${key}${PREVIOUS}`, old.reveal())
    return { text: setEnvValue(kept, key, value.reveal()), version: this.#describe(key, value, 'current', '') }
  }

  /** Newest first. */
  #versionsIn(text: string, key: string): readonly StoredValue[] {
    const entries = effectiveEntries(text)
    const stored: StoredValue[] = []
    const add = (name: string, stage: VersionStage, requestId: string) => {
      const value = entries.get(name)?.value ?? ''
      if (value === '') return
      const secret = new Secret(value)
      stored.push({ value: secret, version: this.#describe(key, secret, stage, requestId) })
    }
    for (const name of entries.keys()) {
      if (name.startsWith(`${key}${PENDING}`)) add(name, 'pending', requestIn(name.slice(key.length + PENDING.length)))
    }
    add(key, 'current', '')
    add(`${key}${PREVIOUS}`, 'previous', '')
    return stored
  }

  #describe(key: string, value: Secret, stage: VersionStage, requestId: string): StoredVersion {
    const id = createHmac('sha256', this.#idKey).update(`${key}\0${value.reveal()}`).digest('hex').slice(0, 16)
    return { id, stages: [stage], createdOn: null, isEnabled: true, requestId }
  }

  async #text(): Promise<string> {
    return (await readWhole(this.#path))?.text ?? ''
  }

  async #change(
    key: string,
    change: (text: string, versions: readonly StoredValue[]) => Change,
  ): Promise<StoredVersion> {
    return withFileLock(this.#path, async () => {
      const file: WholeFile | null = await readWhole(this.#path)
      const before = file?.text ?? ''
      const { text, version } = change(before, this.#versionsIn(before, key))
      if (text !== before) await replaceFile(this.#path, [text], { mode: 0o600, expected: file?.digest ?? null })
      return version
    })
  }
}

function isCurrent({ version }: StoredValue): boolean {
  return version.stages.includes('current')
}

/** The request's id as a part of a name that every reader of .env files takes: letters, digits and `_`. */
function pendingName(key: string, requestId: string): string {
  return `${key}${PENDING}${requestId.replaceAll('-', '_')}`
}

function requestIn(name: string): string {
  return name.replaceAll('_', '-')
}

function conflict(key: string, label: string, says: string): ScanError {
  return new ScanError('STORE_CONFLICT', `${key} was not changed in ${label}: ${says}`, { hint: 'look at the file' })
}

function changed(key: string, label: string): ScanError {
  return conflict(key, label, 'its current value is another one than expected')
}

function refused(key: string, label: string, says: string): ScanError {
  return new ScanError('STORE_REFUSED', `${key} was not changed in ${label}: ${says}`, {
    hint: `keywarden secrets set ${key} writes the first one`,
  })
}
