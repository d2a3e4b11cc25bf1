import { Secret } from '../model/secret.ts'
import type { Text } from './decode-text.ts'
import type { JudgedHit } from './judge.ts'

/** Finds secrets in a text by knowing them. Its hits beat those of the rules at the same place. */
export interface KnownFinder {
  /** @param path where the text stands; a file that holds the values by right has no hits */
  hitsIn(text: Text, path: string): readonly JudgedHit[]
}

/** The known hits, each with the rules that find the same secret; those told that have a form of their own to go by. */
export function withRules(known: readonly JudgedHit[], ruled: readonly JudgedHit[]): readonly JudgedHit[] {
  if (known.length === 0 || ruled.length === 0) return known
  return known.map((hit) => {
    const same = ruled.filter(({ start, end, isRejected }) => !isRejected && start < hit.end && end > hit.start)
    if (same.length === 0) return hit
    const told = new Set(same.flatMap(({ rule }) => (rule.detector === 'pattern' ? rule.id : [])))
    return {
      ...hit,
      reasons: [...hit.reasons, ...(told.size > 0 ? [`found by ${[...told].join(', ')} as well`] : [])],
      also: same.map(({ rule, value }) => ({ rule, secret: new Secret(value, rule.shownPrefix) })),
    }
  })
}
