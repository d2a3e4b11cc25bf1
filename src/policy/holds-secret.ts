import type { EnvEntry } from '../dotenv/read-env.ts'
import { isPlaceholder } from './placeholder.ts'
import { sensitivityOf } from './sensitive-key.ts'

/** Shortest value that is taken for a key when only the word `key` says so. */
const MIN_KEY = 12

/** True where an assignment gives a secret a value that looks real. */
export function holdsSecret({ key, value }: Pick<EnvEntry, 'key' | 'value'>): boolean {
  const sensitivity = sensitivityOf(key)
  if (sensitivity === 'none' || isPlaceholder(value)) return false
  return sensitivity === 'secret' || (value.length >= MIN_KEY && /\d/.test(value) && /[a-z]/i.test(value))
}
