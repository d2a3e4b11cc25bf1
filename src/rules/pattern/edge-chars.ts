import { type CharSet, NO_CHARS } from './char-set.ts'
import type { PatternNode } from './pattern-tree.ts'

/** Which end of a match. */
export type MatchEnd = 'first' | 'last'

interface Edge {
  readonly chars: CharSet
  readonly canBeEmpty: boolean
}

const EMPTY_EDGE: Edge = { chars: NO_CHARS, canBeEmpty: true }

/** The characters that a match of the expression can begin or end with. */
export function edgeChars(tree: PatternNode, end: MatchEnd): CharSet {
  return edgeOf(tree, end).chars
}

function edgeOf(node: PatternNode, end: MatchEnd): Edge {
  switch (node.kind) {
    case 'chars':
      return { chars: node.set, canBeEmpty: false }
    case 'look':
    case 'edge':
      return EMPTY_EDGE
    case 'capture':
      return edgeOf(node.item, end)
    case 'sequence':
      return inwards(
        node.items.map((item) => edgeOf(item, end)),
        end,
      )
    case 'choice':
      return node.options.map((option) => edgeOf(option, end)).reduce(either)
    case 'repeat': {
      const { chars, canBeEmpty } = edgeOf(node.item, end)
      return node.max === 0 ? EMPTY_EDGE : { chars, canBeEmpty: canBeEmpty || node.min === 0 }
    }
  }
}

/** From the outermost part as far in as the parts before can be empty. */
function inwards(parts: readonly Edge[], end: MatchEnd): Edge {
  let chars = NO_CHARS
  for (const part of end === 'first' ? parts : parts.toReversed()) {
    chars |= part.chars
    if (!part.canBeEmpty) return { chars, canBeEmpty: false }
  }
  return { chars, canBeEmpty: true }
}

function either(a: Edge, b: Edge): Edge {
  return { chars: a.chars | b.chars, canBeEmpty: a.canBeEmpty || b.canBeEmpty }
}
