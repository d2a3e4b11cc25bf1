import type { RuleAnchor } from '../model/rule.ts'
import { type CharSet, charCodes, classSource, NO_CHARS } from './pattern/char-set.ts'
import { matchHeads } from './pattern/match-heads.ts'
import type { PatternNode } from './pattern/pattern-tree.ts'

/** As much of a match's head as is worth a look before the expression is run. */
const LONGEST_HEAD = 24

/** Characters of a place that are tried one by one. */
const MOST_CHOICES = 16

interface Place {
  readonly keyword: string
  readonly offset: number
}

/**
 * What stands round the keyword in every match. Where the distance between a match's first character and its keyword is not
 * fixed, the keyword is sought in the rest of the expression behind its first part, its second, and so on.
 */
export function findAnchors(tree: PatternNode, keywords: readonly string[]): readonly RuleAnchor[] {
  const parts = partsOf(tree)
  for (let first = 0; first < parts.length; first++) {
    const heads = matchHeads({ kind: 'sequence', items: parts.slice(first) })
    const anchors = anchorsOf(heads, keywords, first === 0 ? 'match' : 'part')
    if (anchors !== null) return anchors
  }
  return []
}

/** What the expression is a sequence of, captures opened. */
function partsOf(node: PatternNode): readonly PatternNode[] {
  if (node.kind === 'capture') return partsOf(node.item)
  return node.kind === 'sequence' ? node.items.flatMap(partsOf) : [node]
}

function anchorsOf(
  heads: readonly (readonly CharSet[])[],
  keywords: readonly string[],
  begins: RuleAnchor['begins'],
): readonly RuleAnchor[] | null {
  const anchors = new Map<string, { place: Place; head: readonly CharSet[] }>()
  for (const sets of heads) {
    const places = placesIn(sets, keywords)
    if (places === null) return null
    for (const place of places) {
      const name = `${place.offset} ${place.keyword}`
      const head = sets.slice(0, LONGEST_HEAD)
      const known = anchors.get(name)?.head
      anchors.set(name, { place, head: known === undefined ? head : either(known, head) })
    }
  }
  return [...anchors.values()].map(({ place, head }) => ({ ...place, begins, head: head.map(classSource) }))
}

/** Keywords at the first offset at which one of them is bound to stand, whatever the characters are; null where there is none. */
function placesIn(sets: readonly CharSet[], keywords: readonly string[]): readonly Place[] | null {
  for (let offset = 0; offset < sets.length; offset++) {
    const found = coverage(sets, offset, 0, keywords)
    if (found !== null) return [...new Set(found)].map((keyword) => ({ keyword, offset }))
  }
  return null
}

/** Of the keywords that begin like the characters up to `length`, those that go on with them, for every way to go on. */
function coverage(
  sets: readonly CharSet[],
  offset: number,
  length: number,
  begun: readonly string[],
): readonly string[] | null {
  const whole = begun.find((keyword) => keyword.length === length)
  if (whole !== undefined) return [whole]
  const codes = charCodes(sets[offset + length] ?? NO_CHARS)
  if (codes.length === 0 || codes.length > MOST_CHOICES) return null
  const found: string[] = []
  for (const char of new Set(codes.map((code) => String.fromCharCode(code).toLowerCase()))) {
    const further = coverage(
      sets,
      offset,
      length + 1,
      begun.filter((keyword) => keyword[length] === char),
    )
    if (further === null) return null
    found.push(...further)
  }
  return found
}

function either(a: readonly CharSet[], b: readonly CharSet[]): readonly CharSet[] {
  return a.slice(0, b.length).map((set, i) => set | (b[i] as CharSet))
}
