import { ScanError } from '../../model/errors.ts'
import type { SecretStore, StoredVersion } from '../../secrets/stores/store.ts'
import type { VerbResult } from '../verb-result.ts'
import { keyCount } from './transfer.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Lists the keys of a store. @param now milliseconds since 1970 */
export async function listKeys(store: SecretStore, now: number): Promise<VerbResult> {
  const keys = await store.list()
  const rows = keys.map(({ key, version }) => [key, version.id, ageOf(version, now)])
  return {
    lines: [store.label, ...table(rows), keyCount(keys.length)],
    data: {
      schemaVersion: 1,
      store: store.label,
      keys: keys.map(({ key, version }) => ({ key, ...recordOf(version) })),
    },
    outcome: 'passed',
    purpose: 'content',
  }
}

/** Lists the versions of a key, newest first. @param now milliseconds since 1970 */
export async function listVersions(store: SecretStore, key: string, now: number): Promise<VerbResult> {
  const versions = await store.versions(key)
  if (versions.length === 0) {
    throw new ScanError('SECRET_INVALID', `${key} is not in ${store.label}`, {
      hint: '`keywarden secrets list` tells the keys that are there',
    })
  }
  const rows = versions.map((version) => [version.id, stageOf(version), ageOf(version, now)])
  return {
    lines: [`${key} in ${store.label}`, ...table(rows)],
    data: { schemaVersion: 1, store: store.label, key, versions: versions.map(recordOf) },
    outcome: 'passed',
    purpose: 'content',
  }
}

function recordOf({ id, stages, createdOn, isEnabled }: StoredVersion) {
  return { version: id, stages, createdOn: createdOn?.toISOString() ?? null, enabled: isEnabled }
}

function stageOf({ stages, isEnabled }: StoredVersion): string {
  return isEnabled ? stages.join(', ') || '-' : 'ended'
}

/** `3 days`, in the largest unit that fits; `-` where the store does not know. */
function ageOf({ createdOn }: StoredVersion, now: number): string {
  if (createdOn === null) return '-'
  const age = Math.max(0, now - createdOn.getTime())
  const [unit, name] =
    age >= DAY ? ([DAY, 'day'] as const) : age >= HOUR ? ([HOUR, 'hour'] as const) : ([MINUTE, 'minute'] as const)
  const count = Math.floor(age / unit)
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
}
