import { literalPrefix } from './pattern/literal-prefix.ts'
import { patternReach } from './pattern/pattern-reach.ts'
import type { PatternNode } from './pattern/pattern-tree.ts'

const SHORTEST = 2
const LONGEST = 16
const LEAST_HIDDEN = 8

/** The literal start of the secret that a report may show: `ghp_`; '' where too little would stay hidden. */
export function shownPrefix(secret: PatternNode): string {
  const prefix = literalPrefix(secret)
  if (prefix.length < SHORTEST || patternReach(secret).min - prefix.length < LEAST_HIDDEN) return ''
  return prefix.slice(0, LONGEST)
}
