import type { Secret } from '../model/secret.ts'

/** A secret that this machine holds, sought in whatever is scanned. Lives in memory only. */
export interface KnownValue {
  /** Name that it is held under: `DATABASE_URL`. */
  readonly key: string
  readonly value: Secret
  /** Where it is held: `.env`, `the environment`, a store's label. */
  readonly origin: string
  /** What of the held value it is, `password`; '' where it is all of it. */
  readonly part: string
}

/** How people are told of it: `DATABASE_URL`, `password of DATABASE_URL`. */
export function nameOfKnownValue({ key, part }: KnownValue): string {
  return part === '' ? key : `${part} of ${key}`
}
