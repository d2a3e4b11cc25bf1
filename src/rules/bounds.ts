import { RegExpParser } from '@eslint-community/regexpp'
import { charCodes, classSource, WORD_CHARS } from './pattern/char-set.ts'
import { edgeChars } from './pattern/edge-chars.ts'
import { parsePattern } from './pattern/parse-pattern.ts'
import { patternReach } from './pattern/pattern-reach.ts'
import { findNode, type PatternNode } from './pattern/pattern-tree.ts'

/** No word character, or the tail of an escape: `\n`, `%3D`, `\x3d`, `\u003d`. */
const WORD_START = String.raw`(?:(?<!\w)|\\[nrtbfv0]|%[\dA-Fa-f]{2}|\\x[\dA-Fa-f]{2}|\\u[\dA-Fa-f]{4})`
const LONGEST_START = 60
const LEAST_CHARS = 4
const FEW_CHARS = 10

/**
 * The expression, to match only where no word goes on from the left. The test stands behind the expression's literal
 * start where it has one: the test is dear, and the matcher skips fastest to a literal.
 */
export function boundLeft(source: string, tree: PatternNode): string {
  const isSelective = charCodes(edgeChars(tree, 'first')).length <= FEW_CHARS
  const end = isSelective ? endOfStart(source) : 0
  const start = source.slice(0, end)
  return `${start}(?<=${WORD_START}${start})${source.slice(end)}`
}

/** Neither a word character nor one that the expression itself can end with stands behind. */
export function rightBound(tree: PatternNode): string {
  const others = edgeChars(tree, 'last') & ~WORD_CHARS
  return others === 0n ? '(?!\\w)' : `(?![\\w${classSource(others)}])`
}

/**
 * End of the first elements, as far as a few characters that have one length, so that looking back over them leads to
 * where they began.
 */
function endOfStart(source: string): number {
  const { alternatives } = new RegExpParser().parsePattern(source, 0, source.length, {})
  const elements = alternatives.length === 1 ? (alternatives[0]?.elements ?? []) : []
  let end = 0
  let length = 0
  for (const element of elements) {
    const more = onlyLength(element.raw)
    if (length >= LEAST_CHARS || element.end > LONGEST_START || more === null) break
    length += more
    end = element.end
  }
  return end
}

/** The one length that all matches have, null where they differ or depend on what stands around. */
function onlyLength(source: string): number | null {
  const { tree } = parsePattern(source, '')
  if (tree === null || findNode(tree, isMoreThanChars) !== undefined) return null
  const { min, max } = patternReach(tree)
  return min === max ? min : null
}

function isMoreThanChars({ kind }: PatternNode): boolean {
  return kind === 'capture' || kind === 'look' || kind === 'edge'
}
