import { ALPHABETS } from '../mock-template.ts'
import { type CharSet, charCodes, charSet } from '../pattern/char-set.ts'
import type { PatternNode } from '../pattern/pattern-tree.ts'

const FIELDS = Object.entries(ALPHABETS).map(([name, chars]) => ({ name, chars: chars.length, set: charSet(chars) }))
/** Longer fields are no better examples. */
const LONGEST = 1000

/** A mock template of what the expression matches; what `standIn` gives for a node stands in its place. */
export function templateOfPattern(node: PatternNode, standIn: (node: PatternNode) => string | null): string {
  const stood = standIn(node)
  if (stood !== null) return stood
  const inner = (child: PatternNode) => templateOfPattern(child, standIn)
  switch (node.kind) {
    case 'chars':
      return fieldOf(node.set, 1)
    case 'sequence':
      return node.items.map(inner).join('')
    case 'choice':
      return node.options[0] === undefined ? '' : inner(node.options[0])
    case 'capture':
      return inner(node.item)
    case 'repeat': {
      const count = Math.min(LONGEST, node.max > 0 ? Math.max(1, node.min) : 0)
      return node.item.kind === 'chars' && count > 1 ? fieldOf(node.item.set, count) : inner(node.item).repeat(count)
    }
    default:
      return ''
  }
}

/** The widest alphabet that the set holds; a character of it where it holds none. */
function fieldOf(set: CharSet, length: number): string {
  const codes = charCodes(set)
  const [field] = FIELDS.filter((candidate) => (candidate.set & ~set) === 0n).sort((a, b) => b.chars - a.chars)
  if (field !== undefined) return `{${field.name}:${length}}`
  const code = codes.find((candidate) => candidate >= 0x20 && candidate < 0x7f) ?? codes[0] ?? 0x20
  const char = String.fromCharCode(code)
  return (char === '{' || char === '}' ? char + char : char).repeat(length)
}
