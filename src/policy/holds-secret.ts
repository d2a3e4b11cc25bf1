import { type EnvEntry, readEnv } from '../dotenv/read-env.ts'
import { isPlaceholder } from './placeholder.ts'
import { sensitivityOf } from './sensitive-key.ts'

/** Shortest value that is taken for a key when only the word `key` says so. */
const MIN_KEY = 12

/** postgres://app:PASSWORD@db.example.com */
const URL_WITH_PASSWORD = /^[a-z][a-z\d+.-]*:\/\/[^/\s:@]*:([^/\s@]+)@/i

/** True where an assignment gives a secret a value that looks real. */
export function holdsSecret({ key, value }: Pick<EnvEntry, 'key' | 'value'>): boolean {
  const password = URL_WITH_PASSWORD.exec(value)?.[1]
  if (password !== undefined) return !isPlaceholder(password) && !isPlaceholder(value)
  const sensitivity = sensitivityOf(key)
  if (sensitivity === 'none' || isPlaceholder(value)) return false
  return sensitivity === 'secret' || (value.length >= MIN_KEY && /\d/.test(value) && /[a-z]/i.test(value))
}

/** True where an assignment in the text does. */
export function textHoldsSecret(text: string): boolean {
  return readEnv(text).some(holdsSecret)
}
