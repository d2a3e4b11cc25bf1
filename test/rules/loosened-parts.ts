import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'

/** Lengths up to which a quantifier counts as a few alternatives, as in our own analysis of the shape. */
const FEW_LENGTHS = 5

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * The expression without its look-arounds, and the inside of each of those: every quantifier of many lengths without an
 * upper bound, and anchored. What is linear so is linear from any one place with the bounds as well, however long those are.
 */
export function loosenedParts(source: string): readonly string[] {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {})
  const edits: Edit[] = []
  const insides: string[] = []
  let depth = 0
  visitRegExpAST(pattern, {
    onAssertionEnter(node) {
      if (depth++ > 0 || !('alternatives' in node)) return
      edits.push({ start: node.start, end: node.end, text: '(?:)' })
      insides.push(node.alternatives.map(({ raw }) => raw).join('|'))
    },
    onAssertionLeave() {
      depth--
    },
    onQuantifierLeave(node) {
      if (depth > 0 || node.max - node.min <= FEW_LENGTHS) return
      edits.push({ start: node.element.end, end: node.end, text: unbounded(node) })
    },
  })
  edits.sort((a, b) => b.start - a.start)
  const bare = edits.reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source)
  return [`^(?:${bare})`, ...insides.flatMap(loosenedParts)]
}

function unbounded({ min, greedy }: AST.Quantifier): string {
  return `${min === 0 ? '*' : '+'}${greedy ? '' : '?'}`
}
