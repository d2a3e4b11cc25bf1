import type { SecretSpan } from './match-pattern.ts'

/** A hit that competes for its place with others. */
export interface Contender extends SecretSpan {
  readonly specificity: number
}

/** One secret, one finding: where spans overlap the most specific rule stands, then the longest span, then the first. */
export function resolveOverlap<T extends Contender>(hits: readonly T[]): T[] {
  return clustersOf(hits).flatMap((cluster) => (cluster.length === 1 ? cluster : resolveCluster(cluster)))
}

/** Hits in ascending order, in groups that share no byte: most stand alone, so that many hits cost little. */
function clustersOf<T extends Contender>(hits: readonly T[]): T[][] {
  const clusters: T[][] = []
  let reached = -1
  for (const hit of [...hits].sort((a, b) => a.start - b.start)) {
    if (hit.start >= reached) clusters.push([hit])
    else clusters.at(-1)?.push(hit)
    reached = Math.max(reached, hit.end)
  }
  return clusters
}

function resolveCluster<T extends Contender>(cluster: readonly T[]): T[] {
  const ranked = [...cluster].sort(
    (a, b) => b.specificity - a.specificity || b.end - b.start - (a.end - a.start) || a.start - b.start,
  )
  const kept: T[] = []
  for (const hit of ranked) {
    // those kept share no byte, so their ends ascend as their starts do
    const next = firstBehind(kept, hit.start)
    const neighbour = kept[next]
    if (neighbour === undefined || neighbour.start >= hit.end) kept.splice(next, 0, hit)
  }
  return kept
}

/** Index of the first span that ends behind `offset`, of spans that ascend and share no byte. */
export function firstBehind(spans: readonly SecretSpan[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle] as SecretSpan).end > offset) high = middle
    else low = middle + 1
  }
  return low
}
