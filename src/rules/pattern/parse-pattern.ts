import { type AST, RegExpParser } from '@eslint-community/regexpp'
import {
  BLANKS,
  type CharSet,
  charRange,
  complement,
  DIGITS,
  LINE_ENDS,
  NO_CHARS,
  WORD_CHARS,
  withBothCases,
} from './char-set.ts'
import type { PatternNode } from './pattern-tree.ts'

/** Something in a regular expression that a rule's pattern must not hold. */
export interface PatternFault {
  /** Offset in the expression. */
  readonly offset: number
  readonly message: string
  readonly hint: string
}

/** A parsed expression; `tree` is null where the expression is no regular expression at all. */
export interface PatternResult {
  readonly tree: PatternNode | null
  readonly faults: readonly PatternFault[]
}

// the newest syntax that Node 20 knows: no inline flags, no group name twice
const ECMA_VERSION = 2024

/** Parses a regular expression without flags, or with `i`, as Node 20 reads it. */
export function parsePattern(source: string, flags: '' | 'i'): PatternResult {
  let pattern: AST.Pattern
  try {
    pattern = new RegExpParser({ ecmaVersion: ECMA_VERSION }).parsePattern(source, 0, source.length, {})
  } catch (error) {
    return { tree: null, faults: [syntaxFault(error, source)] }
  }
  const builder = new TreeBuilder(flags)
  return { tree: builder.choice(pattern.alternatives), faults: builder.faults }
}

function syntaxFault(error: unknown, source: string): PatternFault {
  const { message, index } = error as { message: string; index?: number }
  const says = message.replace(/^Invalid regular expression: \/.*\/[a-z]*: /s, '')
  return { offset: Math.min(index ?? 0, source.length), message: `not a regular expression: ${says}`, hint: '' }
}

class TreeBuilder {
  readonly faults: PatternFault[] = []
  readonly #ignoresCase: boolean

  constructor(flags: '' | 'i') {
    this.#ignoresCase = flags === 'i'
  }

  choice(alternatives: readonly AST.Alternative[]): PatternNode {
    const options = alternatives.map((alternative) => this.#sequence(alternative))
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options }
  }

  #sequence(alternative: AST.Alternative): PatternNode {
    const items = alternative.elements.map((element) => this.#node(element))
    return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'sequence', items }
  }

  #node(node: AST.Element): PatternNode {
    switch (node.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        return { kind: 'chars', set: this.#set(node) }
      case 'Group':
        return this.choice(node.alternatives)
      case 'CapturingGroup':
        return { kind: 'capture', name: node.name, item: this.choice(node.alternatives) }
      case 'Quantifier':
        return this.#repeat(node)
      case 'Assertion':
        return this.#assertion(node)
      default:
        this.#fault(node, `${node.raw} is not allowed`, 'spell out what it stands for')
        return { kind: 'edge' }
    }
  }

  #repeat(node: AST.Quantifier): PatternNode {
    const { min, max, raw, start: offset } = node
    if (max === Infinity) this.#fault(node, `${node.raw} has no upper bound`, 'write a number: {20,400}')
    const item = this.#node(node.element)
    return { kind: 'repeat', item, min, max: max === Infinity ? min + UNBOUNDED : max, raw, offset }
  }

  #assertion(node: AST.Assertion): PatternNode {
    if (!('alternatives' in node)) return { kind: 'edge' }
    const item = this.choice(node.alternatives)
    return { kind: 'look', behind: node.kind === 'lookbehind', negated: node.negate, item }
  }

  #set(node: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.CharacterClassRange): CharSet {
    switch (node.type) {
      case 'Character':
        if (isIdleEscape(node)) this.#fault(node, `${node.raw} escapes nothing`, 'drop the backslash, or double it')
        return this.#range(node, node, node)
      case 'CharacterClassRange':
        return this.#range(node, node.min, node.max)
      case 'CharacterSet':
        return this.#escape(node)
      default:
        return this.#class(node)
    }
  }

  #class(node: AST.CharacterClass): CharSet {
    let set = NO_CHARS
    for (const element of node.elements) {
      if (element.type === 'Character' || element.type === 'CharacterClassRange' || element.type === 'CharacterSet') {
        set |= this.#set(element)
      }
    }
    const chars = node.negate ? complement(set) : set
    if (chars === NO_CHARS) this.#fault(node, `${node.raw} matches nothing`, '')
    return chars
  }

  #range(node: AST.Node, min: AST.Character, max: AST.Character): CharSet {
    const isByte = /[^\x20-\x7e]/.test(node.raw) === false && max.value <= 0xff
    if (!isByte) this.#fault(node, 'character outside ASCII', 'rules see text as bytes: write \\x80-\\xff')
    const set = charRange(min.value, max.value)
    return this.#ignoresCase ? withBothCases(set) : set
  }

  #escape(node: AST.CharacterSet): CharSet {
    if (node.kind === 'property') return NO_CHARS
    const set = { digit: DIGITS, space: BLANKS, word: WORD_CHARS, any: LINE_ENDS }[node.kind]
    return node.kind === 'any' || node.negate ? complement(set) : set
  }

  #fault(node: AST.Node, message: string, hint: string): void {
    this.faults.push({ offset: node.start, message, hint })
  }
}

/** A letter behind a backslash that stands for itself: outside Unicode mode a slip goes unseen. */
function isIdleEscape({ raw, value }: AST.Character): boolean {
  return raw === '\\' || (/^\\[A-Za-z]$/.test(raw) && value === raw.charCodeAt(1))
}

/** Stands for the missing bound, so that the other analyses still say what they can. */
const UNBOUNDED = 1000
