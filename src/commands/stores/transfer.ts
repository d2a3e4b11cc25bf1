import { basename, dirname, join, resolve } from 'node:path'
import type { EnvEntry } from '../../dotenv/read-env.ts'
import { isReference } from '../../secrets/resolve/reference.ts'
import type { SecretStore } from '../../secrets/stores/store.ts'
import { STORE_VARIABLES } from '../secrets/finish-store.ts'

/** A store and a .env file between which values go. */
export interface Transfer {
  readonly store: SecretStore
  /** As it was named; null for the file of the environment. */
  readonly file: string | null
  readonly mode: 'plan' | 'apply'
  /** Absolute paths. */
  readonly cwd: string
  readonly folder: string
  /** '' where none is named. */
  readonly environment: string
}

/** What differs between the two, by key, sorted. */
export interface Difference {
  /** Keys that the target lacks. */
  readonly added: readonly string[]
  /** Keys that it has with another value. */
  readonly changed: readonly string[]
  readonly same: readonly string[]
}

/** They tell where the store is or which environment this is, so they cannot be kept in it. */
const OWN: ReadonlySet<string> = new Set([...STORE_VARIABLES, 'ENVIRONMENT', 'NODE_ENV'])

/** Absolute path of the .env file. */
export function fileOf({ file, cwd, folder, environment }: Transfer): string {
  if (file !== null) return resolve(cwd, file)
  return join(folder, environment === '' ? '.env' : `.env.${environment}`)
}

/** `app/.env`, for people. */
export function shortName(path: string): string {
  return join(basename(dirname(path)), basename(path))
}

/** True for an entry whose value is kept in the file itself: neither empty, nor a reference, nor about the stores. */
export function holdsValue({ key, value }: Pick<EnvEntry, 'key' | 'value'>): boolean {
  return value !== '' && !isReference(value) && !OWN.has(key)
}

/** Compares what is wanted with what the target has. */
export function compare(wanted: ReadonlyMap<string, string>, there: ReadonlyMap<string, string>): Difference {
  const keys = [...wanted.keys()].sort()
  return {
    added: keys.filter((key) => !there.has(key)),
    changed: keys.filter((key) => there.has(key) && there.get(key) !== wanted.get(key)),
    same: keys.filter((key) => there.get(key) === wanted.get(key)),
  }
}

/** The lines of a plan or of what was done: names only. */
export function differenceLines({ added, changed, same }: Difference): string[] {
  return [
    ...added.map((key) => `  + ${key}`),
    ...changed.map((key) => `  ~ ${key}`),
    ...(same.length === 0 ? [] : [`  = ${same.length} ${same.length === 1 ? 'key is' : 'keys are'} the same`]),
  ]
}

/** `2 keys`. */
export function keyCount(count: number): string {
  return `${count} ${count === 1 ? 'key' : 'keys'}`
}
