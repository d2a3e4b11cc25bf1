import { ScanError } from '../../model/errors.ts'
import type { StoredVersion } from '../stores/store.ts'

const MINUTE = 60_000
const SPAN = 10 * MINUTE
/** One to mend what has gone wrong. */
const ALLOWED = 2

/**
 * Refuses a further version of a key that has had two within ten minutes. A store keeps a hundred of them, and AWS drops none that is
 * younger than a day: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function requireNoRush(key: string, versions: readonly StoredVersion[], now: number): void {
  const times = versions.flatMap(({ createdOn }) => (createdOn === null ? [] : createdOn.getTime()))
  const recent = times.filter((time) => time > now - SPAN).sort((a, b) => a - b)
  const last = recent.at(-ALLOWED)
  if (last === undefined) return
  const wait = Math.max(1, Math.ceil((last + SPAN - now) / MINUTE))
  throw new ScanError('STORE_REFUSED', `${key} has ${recent.length} versions of the last ten minutes`, {
    hint: `rotate it again in ${wait} min; is something rotating it in a loop?`,
  })
}
