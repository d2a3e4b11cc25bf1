import { charCodes } from './char-set.ts'
import type { PatternNode } from './pattern-tree.ts'

interface Prefix {
  readonly text: string
  /** True where the text is all that the node matches, so that what follows goes on with it. */
  readonly isWhole: boolean
}

const NONE: Prefix = { text: '', isWhole: false }

/** The text that every match of the expression begins with, letter case included. */
export function literalPrefix(tree: PatternNode): string {
  return prefixOf(tree).text
}

function prefixOf(node: PatternNode): Prefix {
  switch (node.kind) {
    case 'chars': {
      const [code, other] = charCodes(node.set)
      return code === undefined || other !== undefined ? NONE : { text: String.fromCharCode(code), isWhole: true }
    }
    case 'look':
    case 'edge':
      return { text: '', isWhole: true }
    case 'capture':
      return prefixOf(node.item)
    case 'sequence':
      return inSequence(node.items.map(prefixOf))
    case 'choice':
      return common(node.options.map(prefixOf))
    case 'repeat':
      return repeated(prefixOf(node.item), node.min, node.max)
  }
}

function inSequence(parts: readonly Prefix[]): Prefix {
  let text = ''
  for (const part of parts) {
    text += part.text
    if (!part.isWhole) return { text, isWhole: false }
  }
  return { text, isWhole: true }
}

function common([first = NONE, ...others]: readonly Prefix[]): Prefix {
  const isWhole = first.isWhole && others.every((other) => other.isWhole && other.text === first.text)
  let { text } = first
  for (const other of others) while (!other.text.startsWith(text)) text = text.slice(0, -1)
  return { text, isWhole }
}

function repeated(item: Prefix, min: number, max: number): Prefix {
  if (min === 0) return { text: '', isWhole: max === 0 || (item.isWhole && item.text === '') }
  const text = item.isWhole ? item.text.repeat(min) : item.text
  return { text, isWhole: item.isWhole && min === max }
}
