import { ScanError } from '../../model/errors.ts'
import type { StoredVersion } from '../stores/store.ts'

const HOUR = 3_600_000
const SPAN = 24 * HOUR
/** AWS keeps all versions of a day and not more than a hundred; half of them are left to everybody else. */
const ALLOWED = 50

/**
 * Refuses a further version of a key that has had fifty within a day: something rotates it in a loop, and would soon hit
 * the limit of the store. https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function requireNoRush(key: string, versions: readonly StoredVersion[], now: number): void {
  const times = versions.flatMap(({ createdOn }) => (createdOn === null ? [] : createdOn.getTime()))
  const recent = times.filter((time) => time > now - SPAN).sort((a, b) => a - b)
  const last = recent.at(-ALLOWED)
  if (last === undefined) return
  const wait = Math.max(1, Math.ceil((last + SPAN - now) / HOUR))
  throw new ScanError('STORE_REFUSED', `${key} has ${recent.length} versions of the last 24 hours`, {
    hint: `rotate it again in ${wait} h; is something rotating it in a loop?`,
  })
}
