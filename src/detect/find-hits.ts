import { type DecodedHit, findDecodedHits } from './decode/find-decoded-hits.ts'
import type { Text } from './decode-text.ts'
import { findGenericHits } from './generic/find-generic-hits.ts'
import type { Hit } from './judge.ts'
import type { PatternMatcher } from './pattern-matcher.ts'
import type { Reach } from './reach.ts'
import type { RuleBook } from './rule-book.ts'
import type { WorkBudget } from './work-budget.ts'

/** What stands in a text before it is judged. */
export interface FoundHits {
  readonly plain: readonly Hit[]
  readonly decoded: readonly DecodedHit[]
}

/** How a text is to be searched. */
export interface FindRequest {
  readonly path: string
  readonly budget: WorkBudget
  /** For a part of a text. */
  readonly reach?: Reach | undefined
}

/** What the detectors work by. */
export interface FinderOptions {
  readonly matcher: PatternMatcher
  readonly rules: RuleBook
  readonly checksums: 'lenient' | 'strict'
  /** Layers of encoding that secrets are sought under. */
  readonly depth: number
}

/** One pass of the prefilter over a text, the rules that it admits, generic detection and decoding. */
export function findHits(text: Text, request: FindRequest, options: FinderOptions): FoundHits {
  const { matcher, rules, checksums, depth } = options
  const { path, budget, reach } = request
  const { hits, ...seen } = matcher.scan(text, { isWanted: () => true, budget, reach })
  const plain = [...hits, ...findGenericHits(text, { ...seen, path, rules, budget, reach })]
  return { plain, decoded: findDecodedHits(text, seen, { matcher, checksums, depth, budget, reach }) }
}
