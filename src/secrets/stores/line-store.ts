import type { Secret } from '../../model/secret.ts'
import { mapLimited } from './map-limited.ts'
import type { NameMap } from './name-map.ts'
import type {
  SecretStore,
  StoredKey,
  StoredValue,
  StoredVersion,
  VersionSelector,
  VersionStage,
  WriteOptions,
} from './store.ts'
import { FAULTS, type Fault, storeFailure } from './store-failure.ts'

/** What is kept beside a version, without its value. */
export interface VersionNotes {
  /** Key that the name stands for. */
  readonly key?: string
  /** Id of the request that wrote it. */
  readonly request?: string
  /** Of a pending version: id of the current version that it has become. */
  readonly promoted?: string
}

/** One version of a name. */
export interface LineVersion {
  readonly id: string
  readonly createdOn: Date | null
  readonly isEnabled: boolean
  readonly notes: VersionNotes
}

export interface LineValue extends LineVersion {
  readonly value: Secret
}

/** A new version: what it holds, and the id of the newest version it is to follow, null where there must be none. */
export interface Addition {
  readonly value: Secret
  readonly notes: VersionNotes
  readonly follows: string | null
}

/**
 * What a service offers that keeps the versions of a name in a row, of which the newest is what programs get. Null and
 * empty only where the service says that there is none; all else as `SecretStore`.
 */
export interface VersionLine {
  readonly kind: string
  readonly label: string
  readonly names: NameMap
  /** Put behind a name for the version that is pending: there is no other place where programs do not get it. */
  readonly pendingSuffix: string
  newest(name: string): Promise<LineValue | null>
  at(name: string, id: string): Promise<LineValue | null>
  /** Newest first. */
  versions(name: string): Promise<readonly LineVersion[]>
  /** Refused (`STORE_CONFLICT`) where the service can tell that the newest version is another one than `follows`. */
  add(name: string, addition: Addition): Promise<LineVersion>
  /** Ends a version and adds to its notes. */
  end(name: string, id: string, notes: VersionNotes): Promise<void>
  allNames(): Promise<readonly string[]>
  /** As `SecretStore`. */
  until(signal: AbortSignal): VersionLine
}

const PENDING = 'pending:'
const AT_ONCE = 6

/** A store over a service without stages: the newest version is current, the one before it previous, and a name beside it holds the pending one. */
export class LineStore implements SecretStore {
  readonly kind: string
  readonly label: string
  readonly #line: VersionLine

  constructor(line: VersionLine) {
    this.kind = line.kind
    this.label = line.label
    this.#line = line
  }

  async read(key: string, selector: VersionSelector = { stage: 'current' }): Promise<StoredValue | null> {
    const name = this.#line.names.nameOf(key)
    if ('id' in selector) return this.#readById(key, selector.id)
    if (selector.stage === 'current') {
      const newest = await this.#line.newest(name)
      this.#requireOwner(key, newest)
      return newest && storedOf(newest, ['current'])
    }
    if (selector.stage === 'pending') {
      const pending = await this.#pending(key)
      const found = pending && (await this.#line.at(this.#slotOf(key), pending.id))
      return found && storedOf({ ...found, id: PENDING + found.id }, ['pending'])
    }
    const previous = previousOf(await this.#line.versions(name))
    const found = previous && (await this.#line.at(name, previous.id))
    return found && storedOf(found, ['previous'])
  }

  async readMany(keys: readonly string[]): Promise<ReadonlyMap<string, StoredValue>> {
    const found = await mapLimited(keys, AT_ONCE, async (key) => [key, await this.read(key)] as const)
    return new Map(found.filter((entry): entry is readonly [string, StoredValue] => entry[1] !== null))
  }

  async list(): Promise<readonly StoredKey[]> {
    const names = (await this.#line.allNames()).filter((name) => !name.endsWith(this.#line.pendingSuffix))
    const found = await mapLimited(names, AT_ONCE, async (name) => {
      const newest = (await this.#line.versions(name))[0]
      const key = newest?.notes.key ?? this.#line.names.keyOf(name)
      return newest === undefined || key === null ? [] : [{ key, version: versionOf(newest, ['current']) }]
    })
    return found.flat().sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  async versions(key: string): Promise<readonly StoredVersion[]> {
    const name = this.#line.names.nameOf(key)
    const versions = await this.#line.versions(name)
    if (versions.length === 0) return []
    this.#requireOwner(key, versions[0])
    const previous = previousOf(versions)
    const staged = versions.map((version, i) =>
      versionOf(version, i === 0 ? ['current'] : version === previous ? ['previous'] : []),
    )
    const pending = await this.#pending(key)
    return pending === null ? staged : [versionOf({ ...pending, id: PENDING + pending.id }, ['pending']), ...staged]
  }

  async write(key: string, value: Secret, options: WriteOptions): Promise<StoredVersion> {
    const name = this.#line.names.nameOf(key)
    const { stage, requestId, expectedCurrent } = options
    const versions = await this.#line.versions(name)
    const current = versions[0]
    this.#requireOwner(key, current)
    const repeated = versions.find(({ notes }) => notes.request === requestId)
    if (stage === 'current' && repeated) return this.#requireSame(key, repeated.id, value)
    if (expectedCurrent !== undefined && expectedCurrent !== (current?.id ?? null)) {
      const unmarked = await this.#isRepetition(name, value, expectedCurrent, versions)
      if (stage === 'pending' || !unmarked) throw this.#fail(key, FAULTS.changed)
      return versionOf(current as LineVersion, ['current'])
    }
    if (stage === 'pending') return this.#writePending(key, value, requestId, current)
    if (current && current.notes.request === undefined && (await this.#holds(name, current.id, value))) {
      return versionOf(current, ['current']) // written before, perhaps by this very request, whose note was lost in a crash
    }
    const addition = { value, notes: { key, request: requestId }, follows: current?.id ?? null }
    return versionOf(await this.#line.add(name, addition), ['current'])
  }

  async promote(key: string, versionId: string, expectedCurrent: string | null): Promise<StoredVersion> {
    const name = this.#line.names.nameOf(key)
    const versions = await this.#line.versions(name)
    if (versions[0]?.id === versionId) return versionOf(versions[0], ['current'])
    if (!versionId.startsWith(PENDING)) throw this.#fail(key, FAULTS.notPending)
    const slotId = versionId.slice(PENDING.length)
    const staged = (await this.#line.versions(this.#slotOf(key))).find(({ id }) => id === slotId)
    if (staged === undefined) throw this.#fail(key, FAULTS.noVersion)
    const done = versions.find(({ id }) => id === staged.notes.promoted)
    if (done) return versionOf(done, done === versions[0] ? ['current'] : [])
    const found = staged.isEnabled ? await this.#line.at(this.#slotOf(key), slotId) : null
    if (found === null) throw this.#fail(key, FAULTS.notPending)
    const now = await this.#makeCurrent(key, found, expectedCurrent, versions)
    await this.#line.end(this.#slotOf(key), slotId, { promoted: now.id })
    return versionOf(now, ['current'])
  }

  async retire(key: string, versionId: string): Promise<void> {
    if (versionId.startsWith(PENDING)) {
      const slotId = versionId.slice(PENDING.length)
      const staged = (await this.#line.versions(this.#slotOf(key))).find(({ id }) => id === slotId)
      if (staged === undefined) throw this.#fail(key, FAULTS.noVersion)
      if (staged.isEnabled) await this.#line.end(this.#slotOf(key), slotId, {})
      return
    }
    const name = this.#line.names.nameOf(key)
    const versions = await this.#line.versions(name)
    const version = versions.find(({ id }) => id === versionId)
    if (version === undefined) throw this.#fail(key, FAULTS.noVersion)
    if (version === versions[0]) throw this.#fail(key, FAULTS.isCurrent)
    if (version.isEnabled) await this.#line.end(name, versionId, {})
  }

  until(signal: AbortSignal): LineStore {
    return new LineStore(this.#line.until(signal))
  }

  async #writePending(
    key: string,
    value: Secret,
    requestId: string,
    current: LineVersion | undefined,
  ): Promise<StoredVersion> {
    if (current === undefined) throw this.#fail(key, FAULTS.noCurrent)
    const slot = this.#slotOf(key)
    const [last] = await this.#line.versions(slot)
    if (last?.isEnabled && !last.notes.promoted) {
      const there = await this.#line.at(slot, last.id)
      if (last.notes.request !== requestId) throw this.#fail(key, FAULTS.pendingAlready)
      if (!there?.value.equals(value)) throw this.#fail(key, FAULTS.otherValue)
      return versionOf({ ...last, id: PENDING + last.id }, ['pending'])
    }
    const addition = { value, notes: { key, request: requestId }, follows: last?.id ?? null }
    const added = await this.#line.add(slot, addition)
    return versionOf({ ...added, id: PENDING + added.id }, ['pending'])
  }

  /** Safe to repeat after a crash behind the write: the version that it made is known by its request, or by its value. */
  async #makeCurrent(
    key: string,
    { value, notes }: LineValue,
    expectedCurrent: string | null,
    versions: readonly LineVersion[],
  ): Promise<LineVersion> {
    const name = this.#line.names.nameOf(key)
    const current = versions[0]
    if (current !== undefined && notes.request !== undefined && current.notes.request === notes.request) return current
    if ((current?.id ?? null) !== expectedCurrent) {
      if (current && (await this.#isRepetition(name, value, expectedCurrent, versions))) return current
      throw this.#fail(key, FAULTS.changed)
    }
    return this.#line.add(name, { value, notes: { ...notes, key }, follows: expectedCurrent })
  }

  /** True where the newest version holds the value and follows the expected one: written, but the note of it was lost in a crash. */
  async #isRepetition(
    name: string,
    value: Secret,
    expected: string | null,
    versions: readonly LineVersion[],
  ): Promise<boolean> {
    const [newest, before] = versions
    if (newest === undefined || newest.notes.request !== undefined || (before?.id ?? null) !== expected) return false
    return this.#holds(name, newest.id, value)
  }

  async #holds(name: string, id: string, value: Secret): Promise<boolean> {
    return (await this.#line.at(name, id))?.value.equals(value) ?? false
  }

  async #readById(key: string, id: string): Promise<StoredValue | null> {
    if (id.startsWith(PENDING)) {
      const found = await this.#line.at(this.#slotOf(key), id.slice(PENDING.length))
      return found && storedOf({ ...found, id }, found.notes.promoted ? [] : ['pending'])
    }
    const name = this.#line.names.nameOf(key)
    const found = await this.#line.at(name, id)
    if (found === null) return null
    const versions = await this.#line.versions(name)
    const isPrevious = previousOf(versions)?.id === id
    return storedOf(found, versions[0]?.id === id ? ['current'] : isPrevious ? ['previous'] : [])
  }

  async #pending(key: string): Promise<LineVersion | null> {
    const [last] = await this.#line.versions(this.#slotOf(key))
    return last?.isEnabled && !last.notes.promoted ? last : null
  }

  async #requireSame(key: string, id: string, value: Secret): Promise<StoredVersion> {
    const stored = await this.#readById(key, id)
    if (!stored?.value.equals(value)) throw this.#fail(key, FAULTS.otherValue)
    return stored.version
  }

  /** Two keys may be spelled alike as names (`A_B`, `a-b`): the first one that was written has the name. */
  #requireOwner(key: string, version: LineVersion | null | undefined): void {
    if (!version) return
    const name = this.#line.names.nameOf(key)
    const owner = version.notes.key ?? this.#line.names.keyOf(name)
    if (owner === key) return
    throw this.#fail(key, {
      code: 'STORE_CONFLICT',
      says: `it is spelled ${name} there, which is the name of ${owner} already`,
      hint: 'rename one of the two keys',
    })
  }

  #slotOf(key: string): string {
    return this.#line.names.nameOf(key) + this.#line.pendingSuffix
  }

  #fail(key: string, fault: Fault): Error {
    return storeFailure(key, this.label, fault)
  }
}

/** The version right behind the newest, unless it has been ended: an older one has been out of use for longer. */
function previousOf(versions: readonly LineVersion[]): LineVersion | null {
  const [, previous] = versions
  return previous?.isEnabled ? previous : null
}

function versionOf({ id, createdOn, isEnabled, notes }: LineVersion, stages: readonly VersionStage[]): StoredVersion {
  return { id, stages, createdOn, isEnabled, requestId: notes.request ?? '' }
}

function storedOf(found: LineValue, stages: readonly VersionStage[]): StoredValue {
  return { value: found.value, version: versionOf(found, stages) }
}
