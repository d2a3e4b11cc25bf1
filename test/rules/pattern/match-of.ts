import { charCodes } from '../../../src/rules/pattern/char-set.ts'
import type { PatternNode } from '../../../src/rules/pattern/pattern-tree.ts'
import type { RandomSource } from '../../../src/rules/random-source.ts'

/** A text that the expression matches, look-arounds left out of account. */
export function matchOf(node: PatternNode, random: RandomSource): string {
  switch (node.kind) {
    case 'chars': {
      const codes = charCodes(node.set)
      return String.fromCharCode(codes[random(codes.length)] ?? 0)
    }
    case 'look':
    case 'edge':
      return ''
    case 'capture':
      return matchOf(node.item, random)
    case 'sequence':
      return node.items.map((item) => matchOf(item, random)).join('')
    case 'choice':
      return matchOf(node.options[random(node.options.length)] as PatternNode, random)
    case 'repeat': {
      const { item, min, max } = node
      // short ones often, as they are the hard ones
      const count = random(2) === 0 ? min : min + random(Math.min(max - min, 8) + 1)
      return Array.from({ length: count }, () => matchOf(item, random)).join('')
    }
  }
}
