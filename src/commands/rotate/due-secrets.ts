import type { RotationSettings } from '../../config/config.ts'
import type { RotationRecord } from '../../secrets/rotate/rotation.ts'
import type { SecretStore, StoredKey } from '../../secrets/stores/store.ts'
import type { VerbResult } from '../verb-result.ts'
import { sayTime } from './rotate-lines.ts'
import { unfinishedRotations } from './rotation-state.ts'

/** What ages are judged by. */
export interface DueOptions {
  readonly policy: RotationSettings
  readonly stateFolder: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** The line that goes on with the rotation of a key. */
  readonly commandFor: (key: string) => string
}

interface Age {
  readonly key: string
  /** Whole days since the current version was written; null where the store does not know. */
  readonly days: number | null
  /** Days that it may have, 0 for any. */
  readonly limit: number
}

const DAY = 86_400_000

/** Lists the age of every key, the oldest first, and what the policy says of it. Fails where a key is overdue. */
export async function dueSecrets(store: SecretStore, options: DueOptions): Promise<VerbResult> {
  const { policy, stateFolder, now } = options
  const ages = (await store.list()).map((stored) => ageOf(stored, policy, now)).sort(oldestFirst)
  const unfinished = await unfinishedRotations(stateFolder, store.label)
  const overdue = ages.filter(isOverdue)
  const width = Math.max(0, ...ages.map(({ key }) => key.length))
  const unknown = ages.filter(({ days, limit }) => days === null && limit > 0)
  const count = `${ages.length} ${ages.length === 1 ? 'key' : 'keys'}`
  return {
    lines: [
      store.label,
      ...ages.map((age) => `  ${age.key.padEnd(width)}  ${sayAge(age)}`),
      ...unfinished.map((record) => sayUnfinished(record, options)),
      overdue.length > 0
        ? `${overdue.length} of ${count} overdue`
        : unknown.length > 0
          ? `${count}, the age of ${unknown.length} cannot be told: ${store.label} keeps no dates`
          : `${count}, none overdue`,
    ],
    data: {
      schemaVersion: 1,
      store: store.label,
      keys: ages.map((age) => ({ ...age, overdue: isOverdue(age) })),
      unfinished,
    },
    outcome: overdue.length > 0 ? 'failed' : unknown.length > 0 ? 'incomplete' : 'passed',
    purpose: 'verdict',
  }
}

function ageOf({ key, version }: StoredKey, { maxAge, keys }: RotationSettings, now: number): Age {
  const written = version.createdOn?.getTime() ?? null
  const days = written === null ? null : Math.max(0, Math.floor((now - written) / DAY))
  return { key, days, limit: keys.get(key) ?? maxAge }
}

function oldestFirst(a: Age, b: Age): number {
  return (b.days ?? -1) - (a.days ?? -1) || (a.key < b.key ? -1 : 1)
}

function isOverdue({ days, limit }: Age): boolean {
  return days !== null && limit > 0 && days > limit
}

function sayAge({ days, limit }: Age): string {
  if (days === null) return 'age not known'
  const age = days === 1 ? '1 day' : `${days} days`
  if (limit === 0) return age
  return days > limit ? `${age}, OVERDUE: at most ${limit}` : `${age} of ${limit}`
}

function sayUnfinished(record: RotationRecord, { now, commandFor }: DueOptions): string {
  const { key, step, startedOn, retireFrom } = record
  const since = `rotation of ${key} begun on ${startedOn.slice(0, 10)}, ${step}`
  if (step !== 'promoted') return `  ${since}: run ${commandFor(key)} to go on`
  const isOver = Date.parse(retireFrom) <= now
  return `  ${since}: the version before ${isOver ? `can be retired, ${commandFor(key)}` : `stays until ${sayTime(retireFrom)}`}`
}
