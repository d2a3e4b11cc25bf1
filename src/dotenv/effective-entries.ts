import { type EnvEntry, readEnv } from './read-env.ts'

/** The assignments that count, by key: where a key is repeated, programs see the last one. In the order of the keys' first lines. */
export function effectiveEntries(text: string): ReadonlyMap<string, EnvEntry> {
  return new Map(readEnv(text).map((entry) => [entry.key, entry]))
}
