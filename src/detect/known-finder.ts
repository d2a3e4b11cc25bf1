import { Secret } from '../model/secret.ts'
import type { Text } from './decode-text.ts'
import type { JudgedHit } from './judge.ts'

/** Finds secrets in a text by knowing them. Its hits beat those of the rules at the same place. */
export interface KnownFinder {
  /** @param path where the text stands; a file that holds the values by right has no hits */
  hitsIn(text: Text, path: string): readonly JudgedHit[]
}

/** The known hits, each with the rules that find the same secret. */
export function withRules(known: readonly JudgedHit[], ruled: readonly JudgedHit[]): readonly JudgedHit[] {
  if (known.length === 0 || ruled.length === 0) return known
  return known.map((hit) => {
    const same = ruled.filter(({ start, end, isRejected }) => !isRejected && start < hit.end && end > hit.start)
    if (same.length === 0) return hit
    return {
      ...hit,
      reasons: [...hit.reasons, ...same.map(({ rule }) => `rule ${rule.id} finds it too`)],
      also: same.map(({ rule, value }) => ({ rule, secret: new Secret(value, rule.shownPrefix) })),
    }
  })
}
