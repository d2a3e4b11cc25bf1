import { ScanError } from '../../model/errors.ts'
import type { SecretStore, StoredValue, StoredVersion } from '../stores/store.ts'
import { requireNoRush } from './require-no-rush.ts'
import type { RotationPorts, RotationRecord, RotationStep } from './rotation.ts'

/** What is wanted of a rotation. */
export interface RotationRequest {
  readonly key: string
  /** Milliseconds for which the previous version stays valid; null: as long as it was said when the rotation began, at first an hour. */
  readonly grace: number | null
  /** The finding that it answers; null where there is none. */
  readonly finding: { readonly fingerprint: string; readonly acceptedAs: string; readonly rule: string } | null
}

/** How a rotation ends: with the previous version retired, or waiting for the grace time to be over. */
export type RotationOutcome =
  | { readonly kind: 'done'; readonly record: RotationRecord }
  | { readonly kind: 'waiting'; readonly record: RotationRecord }

type Advance = (record: RotationRecord, rotation: Rotation) => Promise<RotationRecord | 'waiting' | 'done'>

interface Rotation extends RotationPorts {
  readonly request: RotationRequest
}

const DEFAULT_GRACE = 60 * 60 * 1000

/** What follows each step. Each may be cut off anywhere and is then done again from its beginning. */
const NEXT = { started: stage, staged: verify, verified: promote, promoted: retire } as const satisfies Record<
  RotationStep,
  Advance
>

/**
 * Rotates a secret, or goes on with the rotation that the journal knows of: the new value is written as a pending version,
 * tried, made current, and the previous version retired when the grace time is over. At every moment one valid value is current.
 * Whatever somebody else has changed meanwhile stops it, and then nothing is retired.
 */
export async function rotateSecret(request: RotationRequest, ports: RotationPorts): Promise<RotationOutcome> {
  const rotation = { ...ports, request }
  let record = (await ports.journal.read()) ?? (await begin(rotation))
  for (;;) {
    const next: RotationRecord | 'waiting' | 'done' = await NEXT[record.step](record, rotation)
    if (next === 'waiting') return { kind: 'waiting', record }
    if (next === 'done') {
      await ports.conclude(record)
      await ports.journal.remove()
      return { kind: 'done', record }
    }
    await ports.journal.write(next)
    record = next
  }
}

async function begin({ store, journal, now, newId, verify, request }: Rotation): Promise<RotationRecord> {
  const { key } = request
  const current = await store.read(key)
  if (current === null) {
    throw new ScanError('SECRET_INVALID', `${key} has no current value in ${store.label}`, {
      hint: `keywarden secrets set ${key} writes the first one`,
    })
  }
  const versions = await store.versions(key)
  requireNoForeign(key, versions, '')
  requireNoRush(key, versions, now())
  const record: RotationRecord = {
    key,
    store: store.label,
    step: 'started',
    requestId: newId(),
    previousId: current.version.id,
    pendingId: '',
    currentId: '',
    startedOn: new Date(now()).toISOString(),
    changedOn: new Date(now()).toISOString(),
    retireFrom: '',
    grace: request.grace ?? DEFAULT_GRACE,
    verification: verify === null ? 'none' : 'wanted',
    finding: request.finding?.fingerprint ?? '',
    acceptedAs: request.finding?.acceptedAs ?? '',
    findingRule: request.finding?.rule ?? '',
  }
  await journal.write(record)
  return record
}

/**
 * Writes the new value, unless the run that was cut off has written it already: that one is kept, as it may be in use at
 * the provider.
 */
async function stage(record: RotationRecord, rotation: Rotation): Promise<RotationRecord> {
  const { store, newValue } = rotation
  const { key, requestId } = record
  const versions = await store.versions(key)
  requireNoForeign(key, versions, requestId)
  const own = versions.find((version) => version.requestId === requestId)
  if (own !== undefined) {
    const pending = await store.read(key, { stage: 'pending' })
    return pending === null
      ? startAgain(record, rotation)
      : reached('staged', { ...record, pendingId: pending.version.id }, rotation)
  }
  const current = await store.read(key)
  if (current === null) throw overtaken(record, 'its current value is gone')
  const value = await newValue()
  if (value.equals(current.value)) {
    throw new ScanError('SECRET_INVALID', `the new value of ${key} is the one that it has`, {
      hint: 'give another one',
    })
  }
  const previousId = current.version.id
  const { id } = await store.write(key, value, { stage: 'pending', requestId, expectedCurrent: previousId })
  return reached('staged', { ...record, previousId, pendingId: id }, rotation)
}

/**
 * What was pending has been given up, by hand or by a run that was cut off while it did so, or a store has a pending
 * version without a value, as AWS may: nobody can use it.
 */
async function startAgain(record: RotationRecord, rotation: Rotation): Promise<RotationRecord> {
  await retirePending(record, rotation)
  return reached('started', { ...record, requestId: rotation.newId(), pendingId: '' }, rotation)
}

async function verify(record: RotationRecord, rotation: Rotation): Promise<RotationRecord> {
  const { store } = rotation
  const { key, pendingId, previousId } = record
  const pending = await store.read(key, { stage: 'pending' })
  if (pending?.version.id === pendingId) {
    if (rotation.verify !== null) await rotation.verify(pending.value)
    else if (record.verification === 'wanted') throw untried(key)
    return reached('verified', record, rotation)
  }
  if (pending === null && (await store.read(key))?.version.id === previousId) return startAgain(record, rotation)
  throw overtaken(record, 'the version that it has written is no longer pending')
}

async function promote(record: RotationRecord, rotation: Rotation): Promise<RotationRecord> {
  const { store, now, request } = rotation
  const { key, pendingId, previousId, grace } = record
  const { id } = await store.promote(key, pendingId, previousId)
  const current = (await store.read(key))?.version.id
  if (current !== id) throw overtaken(record, 'another version became current at the same time')
  const retireFrom = new Date(now() + (request.grace ?? grace)).toISOString()
  return reached('promoted', { ...record, currentId: id, retireFrom }, rotation)
}

async function retire(record: RotationRecord, { store, now, request }: Rotation): Promise<'waiting' | 'done'> {
  const { key, previousId, retireFrom } = record
  const from = request.grace === null ? Date.parse(retireFrom) : Date.parse(record.changedOn) + request.grace
  if (now() < from) return 'waiting'
  const current = await store.read(key)
  if (current?.version.id === previousId) throw overtaken(record, 'its previous version was made current again')
  if (current === null || !(await isOurs(current, record, store))) {
    throw overtaken(record, 'a version that is not of this rotation is current')
  }
  await store.retire(key, previousId)
  return 'done'
}

/**
 * True also where another key of the same JSON secret has changed since, and thereby the version of them all; or where a
 * later rotation has retired our version, so that the one before it is out of use for longer.
 */
async function isOurs(
  current: StoredValue,
  { key, currentId, previousId }: RotationRecord,
  store: SecretStore,
): Promise<boolean> {
  if (current.version.id === currentId) return true
  const own = await store.read(key, { id: currentId })
  if (own !== null) return own.value.equals(current.value)
  const before = await store.read(key, { id: previousId })
  return before === null || !before.value.equals(current.value)
}

/**
 * Ends a rotation without its new value: what is pending is retired and the journal forgets it. What is current stays
 * current, whichever it is, and so does the previous version.
 */
export async function giveUp(record: RotationRecord, ports: Pick<RotationPorts, 'store' | 'journal'>): Promise<void> {
  await retirePending(record, ports)
  await ports.journal.remove()
}

async function retirePending(
  { key, requestId }: RotationRecord,
  { store }: Pick<RotationPorts, 'store'>,
): Promise<void> {
  const isOwn = (version: StoredVersion) => version.requestId === requestId && version.stages.includes('pending')
  const own = (await store.versions(key)).find(isOwn)
  if (own !== undefined) await store.retire(key, own.id)
}

function reached(step: RotationStep, record: RotationRecord, { now }: Rotation): RotationRecord {
  return { ...record, step, changedOn: new Date(now()).toISOString() }
}

/** Stops at a pending version that another rotation has written; `requestId` is our own. */
function requireNoForeign(key: string, versions: readonly StoredVersion[], requestId: string): void {
  const foreign = versions.find((version) => version.stages.includes('pending') && version.requestId !== requestId)
  if (foreign === undefined) return
  throw new ScanError('STORE_CONFLICT', `another rotation of ${key} is under way: version ${foreign.id} is pending`, {
    hint: 'let it end where it was started; nothing was changed',
  })
}

function untried(key: string): ScanError {
  return new ScanError('USAGE', `the rotation of ${key} was begun with --verify, which its new value has not passed`, {
    hint: 'add --verify again, or give it up with --abandon',
  })
}

function overtaken({ key }: RotationRecord, says: string): ScanError {
  return new ScanError('STORE_CONFLICT', `the rotation of ${key} was overtaken: ${says}`, {
    hint: `nothing was retired; look at what is current, then end it with keywarden secrets rotate ${key} --abandon`,
  })
}
