import { type CharSet, charCodes } from './char-set.ts'
import type { PatternNode } from './pattern-tree.ts'

/** Automaton states in which a match may be without having shown a keyword, each with a text that leads there. */
type Pending = ReadonlyMap<number, string>

const LONGEST_WITNESS = 60

/**
 * A text that the expression matches and that holds none of the keywords (letter case apart), or null where there is
 * none: the proof that every match holds a keyword. Exact but for look-arounds, which can only rule out more.
 */
export function matchWithoutKeyword(tree: PatternNode, keywords: readonly string[]): string | null {
  const automaton = new KeywordAutomaton(keywords)
  const [witness] = after(tree, new Map([[0, '']]), automaton).values()
  return witness ?? null
}

function after(node: PatternNode, pending: Pending, automaton: KeywordAutomaton): Pending {
  if (pending.size === 0) return pending
  switch (node.kind) {
    case 'chars':
      return afterChars(node.set, pending, automaton)
    case 'look':
    case 'edge':
      return pending
    case 'capture':
      return after(node.item, pending, automaton)
    case 'sequence':
      return node.items.reduce((states, item) => after(item, states, automaton), pending)
    case 'choice':
      return union(node.options.map((option) => after(option, pending, automaton)))
    case 'repeat':
      return afterRepeat(node, pending, automaton)
  }
}

function afterRepeat(
  { item, min, max }: { item: PatternNode; min: number; max: number },
  pending: Pending,
  automaton: KeywordAutomaton,
): Pending {
  let states = pending
  let count = 0
  for (; count < min; count++) {
    const next = after(item, states, automaton)
    // the witness is cut off by then, so nothing changes any more
    if (count > LONGEST_WITNESS && hasSameStates(next, states)) break
    states = next
  }
  let all = states
  for (; count < max; count++) {
    states = after(item, states, automaton)
    const more = union([all, states])
    if (more.size === all.size) break
    all = more
  }
  return all
}

function afterChars(set: CharSet, pending: Pending, automaton: KeywordAutomaton): Pending {
  const next = new Map<number, string>()
  const chars = automaton.representatives(set)
  for (const [state, witness] of pending) {
    for (const char of chars) {
      const to = automaton.step(state, char)
      if (to !== null && !next.has(to)) next.set(to, (witness + char).slice(0, LONGEST_WITNESS))
    }
  }
  return next
}

function union(parts: readonly Pending[]): Pending {
  const all = new Map<number, string>()
  for (const part of parts) for (const [state, witness] of part) if (!all.has(state)) all.set(state, witness)
  return all
}

function hasSameStates(a: Pending, b: Pending): boolean {
  return a.size === b.size && [...a.keys()].every((state) => b.has(state))
}

/** Aho-Corasick over a few keywords: a state is the longest end of the text that begins a keyword. */
class KeywordAutomaton {
  readonly #keywords: readonly string[]
  readonly #alphabet: ReadonlySet<string>
  readonly #prefixes: string[] = ['']

  constructor(keywords: readonly string[]) {
    this.#keywords = keywords.map((keyword) => keyword.toLowerCase())
    this.#alphabet = new Set(this.#keywords.join(''))
    for (const keyword of this.#keywords) {
      for (let length = 1; length < keyword.length; length++) this.#prefixes.push(keyword.slice(0, length))
    }
  }

  /** The state behind one more character, null where that completes a keyword. */
  step(state: number, char: string): number | null {
    const text = (this.#prefixes[state] ?? '') + char
    if (this.#keywords.some((keyword) => text.endsWith(keyword))) return null
    for (let start = 0; start < text.length; start++) {
      const known = this.#prefixes.indexOf(text.slice(start))
      if (known > 0) return known
    }
    return 0
  }

  /** The set's characters that some keyword holds, lower-case, and one for all others. */
  representatives(set: CharSet): ReadonlySet<string> {
    const chars = charCodes(set).map((code) => String.fromCharCode(code).toLowerCase())
    const others = chars.filter((char) => !this.#alphabet.has(char))
    const shown = others.find((char) => /[a-z0-9]/.test(char)) ?? others[0]
    const known = chars.filter((char) => this.#alphabet.has(char))
    return new Set(shown === undefined ? known : [shown, ...known])
  }
}
