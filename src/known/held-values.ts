import { readEnv } from '../dotenv/read-env.ts'
import { Secret } from '../model/secret.ts'
import { isWorthSeeking } from './is-worth-seeking.ts'
import type { KnownValue } from './known-value.ts'
import { withoutMarked } from './public-marks.ts'
import { secretParts } from './secret-parts.ts'

/** A name and the value that it has somewhere. */
export interface HeldPair {
  readonly key: string
  readonly value: string
}

/** Where pairs are held. */
export interface Holder {
  /** For people: `.env`, `the environment`. */
  readonly origin: string
  readonly pairs: readonly HeldPair[]
}

/** The pairs of a `.env` text but those that it calls public. */
export function envPairs(text: string): readonly HeldPair[] {
  return withoutMarked(text, readEnv(text)).map(({ key, value }) => ({ key, value }))
}

/** Every value that the text of a template shows to all who read it. */
export function shownValues(template: string): ReadonlySet<string> {
  return new Set(readEnv(template).map(({ value }) => value.trim()))
}

/**
 * The values worth seeking among those that are held, and the secret parts of them, each once: the first that holds it
 * is the one that is told.
 */
export function knownValues(holders: readonly Holder[], shown: ReadonlySet<string>): readonly KnownValue[] {
  const found = new Map<string, KnownValue>()
  for (const { origin, pairs } of holders) {
    for (const { key, value } of pairs) {
      const whole = value.trim()
      if (shown.has(whole)) continue
      const parts = [{ part: '', text: whole, key }, ...secretParts(key, whole)]
      for (const { part, text, key: keyOfPart } of parts) {
        if (found.has(text) || shown.has(text) || !isWorthSeeking(keyOfPart, text)) continue
        found.set(text, { key, value: new Secret(text), origin, part })
      }
    }
  }
  return [...found.values()]
}
