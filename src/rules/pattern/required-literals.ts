import { charCodes } from './char-set.ts'
import type { PatternNode } from './pattern-tree.ts'

/** Lower-case literals, one of which stands in every match (letter case apart). */
export type Literals = readonly string[]

const MOST_STRINGS = 64
const MOST_CHARS_OF_A_CLASS = 5
const MOST_COPIES = 48

/**
 * What can be said of a node: `all` lists every text it matches, where they are few; `some` is the best set of which
 * each match holds one.
 */
interface Knowledge {
  readonly all: Literals | null
  readonly some: Literals | null
}

const NOTHING: Knowledge = { all: null, some: null }

/**
 * The rarest set of literals of which each match of the expression holds one; null where there is none.
 * Exact texts are carried through concatenations and alternatives as in RE2's FilteredRE2.
 */
export function requiredLiterals(tree: PatternNode): Literals | null {
  const { all, some } = knowledgeOf(tree)
  return better(usable(all), some)
}

/** Length of the shortest literal; 0 for no literals. */
export function shortestLength(literals: Literals | null): number {
  return literals === null ? 0 : Math.min(...literals.map((literal) => literal.length))
}

function knowledgeOf(node: PatternNode): Knowledge {
  switch (node.kind) {
    case 'chars':
      return knowledgeOfChars(node.set)
    case 'look':
    case 'edge':
      return { all: [''], some: null }
    case 'capture':
      return knowledgeOf(node.item)
    case 'sequence':
      return joined(node.items.map(knowledgeOf))
    case 'choice':
      return united(node.options.map(knowledgeOf))
    case 'repeat':
      return repeated(knowledgeOf(node.item), node.min, node.max)
  }
}

function knowledgeOfChars(set: bigint): Knowledge {
  const codes = charCodes(set)
  if (codes.some((code) => code > 0x7f)) return NOTHING
  const chars = new Set(codes.map((code) => String.fromCharCode(code).toLowerCase()))
  return chars.size > MOST_CHARS_OF_A_CLASS ? NOTHING : { all: [...chars], some: null }
}

function joined(parts: readonly Knowledge[]): Knowledge {
  let run: Literals = ['']
  let some: Literals | null = null
  let isWhole = true
  for (const part of parts) {
    some = better(some, part.some)
    const longer = part.all === null ? null : product(run, part.all)
    if (longer === null) {
      some = better(some, usable(run))
      isWhole = false
    }
    run = longer ?? part.all ?? ['']
    some = better(some, usable(run))
  }
  return { all: isWhole ? run : null, some }
}

function united(parts: readonly Knowledge[]): Knowledge {
  const whole = parts.every((part) => part.all !== null)
  const all = [...new Set(parts.flatMap((part) => part.all ?? []))]
  const bests = parts.map((part) => better(usable(part.all), part.some))
  const some = bests.every((best) => best !== null) ? withoutContained(bests.flatMap((best) => best ?? [])) : null
  return { all: whole && all.length <= MOST_STRINGS ? all : null, some }
}

function repeated(item: Knowledge, min: number, max: number): Knowledge {
  const copies = Math.min(min, MOST_COPIES)
  const least = joined(Array.from({ length: copies }, () => item))
  if (least.all === null || copies < min) return { all: null, some: least.some }
  let longest: Literals | null = least.all
  const all = new Set(least.all)
  for (let count = min; count < max && longest !== null && all.size <= MOST_STRINGS; count++) {
    longest = item.all === null ? null : product(longest, item.all)
    for (const text of longest ?? []) all.add(text)
  }
  const isWhole = longest !== null && all.size <= MOST_STRINGS
  return { all: isWhole ? [...all] : null, some: least.some }
}

function product(left: Literals, right: Literals): Literals | null {
  if (left.length * right.length > MOST_STRINGS) return null
  return [...new Set(left.flatMap((start) => right.map((end) => start + end)))]
}

function usable(literals: Literals | null): Literals | null {
  return literals === null || literals.length === 0 || literals.includes('') ? null : withoutContained(literals)
}

/** Whoever holds a literal holds each part of it. */
function withoutContained(literals: Literals): Literals {
  const distinct = [...new Set(literals)]
  return distinct.filter((literal) => !distinct.some((other) => other !== literal && literal.includes(other)))
}

function better(a: Literals | null, b: Literals | null): Literals | null {
  if (a === null || b === null) return a ?? b
  return rarity(b) > rarity(a) ? b : a
}

/** A character more makes a literal rarer than a literal less would make the set. */
function rarity(literals: Literals): number {
  return 4 * shortestLength(literals) - 2 * Math.log2(literals.length)
}
