import { isDisjoint } from './char-set.ts'
import type { PatternFault } from './parse-pattern.ts'
import { childrenOf, type PatternNode, type RepeatNode } from './pattern-tree.ts'
import { type Position, positionAutomaton } from './position-automaton.ts'

const MOST_STEPS = 200_000

/**
 * Faults of an expression for which a backtracking matcher may need more than linear time: quantifiers of many lengths
 * that can share out one text among themselves in many ways, whether one is inside the other or behind it.
 */
export function shapeFaults(tree: PatternNode): readonly PatternFault[] {
  return [tree, ...lookArounds(tree)].flatMap((part) => faultsOf(part))
}

/** Insides of the expression's look-arounds, which are matched by themselves. */
function lookArounds(node: PatternNode): readonly PatternNode[] {
  const inner = childrenOf(node).flatMap(lookArounds)
  return node.kind === 'look' ? [node.item, ...inner] : inner
}

function faultsOf(tree: PatternNode): readonly PatternFault[] {
  const { positions, nested } = positionAutomaton(tree)
  const faults = nested.map((repeat) => ({
    offset: repeat.offset,
    message: `${repeat.raw} repeats what can already take the same text`,
    hint: 'drop one of the two quantifiers',
  }))
  const loops = positions.filter((position) => position.loop !== null)
  const paths = new Paths()
  const pairs = new Map<string, PatternFault>()
  for (const first of loops) {
    for (const second of loops) {
      if (first === second || first.loop === null || second.loop === null) continue
      if (!sharesText(first, second, paths)) continue
      pairs.set(`${first.loop.offset} ${second.loop.offset}`, pairFault(first.loop, second.loop))
    }
  }
  return [...faults, ...pairs.values()]
}

function pairFault(first: RepeatNode, second: RepeatNode): PatternFault {
  const both = first === second ? `${first.raw} can take one text` : `${first.raw} and ${second.raw} can share one text`
  return {
    offset: second.offset,
    message: `${both} in many ways`,
    hint: 'put a character between them that the first cannot match, or give one an exact length',
  }
}

/**
 * Infinite ambiguity after Weber and Seidl: some word leads from `first` back to `first`, from `first` to `second`, and
 * from `second` back to `second`. Then a text of n such words is matched in n ways or more.
 */
function sharesText(first: Position, second: Position, paths: Paths): boolean {
  if (!paths.lead(first, second)) return false
  let steps = 0
  const triples = new TripleSet()
  const queue: Triple[] = [[first, first, second]]
  for (let triple = queue.pop(); triple !== undefined; triple = queue.pop()) {
    for (const next of successors(triple)) {
      const [a, b, c] = next
      if (a === first && b === second && c === second) return true
      const canArrive = paths.lead(a, first) && paths.lead(b, second) && paths.lead(c, second)
      if (canArrive && triples.add(next)) queue.push(next)
      // so tangled an expression is not proven harmless
      if (++steps > MOST_STEPS) return true
    }
  }
  return false
}

/** Which positions lead to which. */
class Paths {
  readonly #known = new Map<Position, ReadonlySet<Position>>()

  lead(from: Position, to: Position): boolean {
    const known = this.#known.get(from) ?? this.#reach(from)
    return known.has(to)
  }

  #reach(from: Position): ReadonlySet<Position> {
    const reached = new Set<Position>()
    const queue = [from]
    for (let position = queue.pop(); position !== undefined; position = queue.pop()) {
      for (const next of position.follow) {
        if (reached.has(next)) continue
        reached.add(next)
        queue.push(next)
      }
    }
    this.#known.set(from, reached)
    return reached
  }
}

type Triple = readonly [Position, Position, Position]

function* successors([a, b, c]: Triple): Generator<Triple> {
  for (const nextA of a.follow) {
    for (const nextB of b.follow) {
      if (isDisjoint(nextA.set, nextB.set)) continue
      for (const nextC of c.follow) if (!isDisjoint(nextA.set & nextB.set, nextC.set)) yield [nextA, nextB, nextC]
    }
  }
}

class TripleSet {
  readonly #seen = new Map<Position, Map<Position, Set<Position>>>()

  /** False where it was there already. */
  add([a, b, c]: Triple): boolean {
    const byB = this.#seen.get(a) ?? new Map<Position, Set<Position>>()
    const known = byB.get(b) ?? new Set<Position>()
    const isNew = !known.has(c)
    this.#seen.set(a, byB.set(b, known.add(c)))
    return isNew
  }
}
