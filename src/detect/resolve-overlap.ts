import type { SecretSpan } from './match-pattern.ts'

/** A hit that competes for its place with others. */
export interface Contender extends SecretSpan {
  readonly specificity: number
}

/** One secret, one finding: where spans overlap the most specific rule stands, then the longest span, then the first. */
export function resolveOverlap<T extends Contender>(hits: readonly T[]): T[] {
  const ranked = [...hits].sort(
    (a, b) => b.specificity - a.specificity || b.end - b.start - (a.end - a.start) || a.start - b.start,
  )
  const kept: T[] = []
  for (const hit of ranked) {
    if (!kept.some((other) => hit.start < other.end && other.start < hit.end)) kept.push(hit)
  }
  return kept.sort((a, b) => a.start - b.start)
}
