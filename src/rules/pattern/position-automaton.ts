import type { CharSet } from './char-set.ts'
import type { PatternNode, RepeatNode } from './pattern-tree.ts'

/** A place in an expression at which one character is matched. */
export interface Position {
  readonly set: CharSet
  /** The quantifier of many lengths that it stands in, the innermost one. */
  readonly loop: RepeatNode | null
  readonly follow: Set<Position>
}

/** The automaton of an expression's positions, in which each quantifier of many lengths is a loop. */
export interface PositionAutomaton {
  readonly positions: readonly Position[]
  /** Quantifiers that repeat what is a loop itself or can be empty: the same text, taken in several ways. */
  readonly nested: readonly RepeatNode[]
}

/** Lengths up to which a quantifier counts as a few alternatives, not as a loop. */
const FEW_LENGTHS = 5

/** Glushkov's construction, with look-arounds left out. */
export function positionAutomaton(tree: PatternNode): PositionAutomaton {
  const builder = new AutomatonBuilder()
  builder.fragment(tree, null)
  return builder
}

interface Fragment {
  readonly first: readonly Position[]
  readonly last: readonly Position[]
  readonly canBeEmpty: boolean
}

const EMPTY: Fragment = { first: [], last: [], canBeEmpty: true }

class AutomatonBuilder implements PositionAutomaton {
  readonly positions: Position[] = []
  readonly nested: RepeatNode[] = []

  fragment(node: PatternNode, loop: RepeatNode | null): Fragment {
    switch (node.kind) {
      case 'chars':
        return this.#position(node.set, loop)
      case 'look':
      case 'edge':
        return EMPTY
      case 'capture':
        return this.fragment(node.item, loop)
      case 'sequence':
        return node.items.reduce((before, item) => this.#joined(before, this.fragment(item, loop)), EMPTY)
      case 'choice':
        return node.options.map((option) => this.fragment(option, loop)).reduce(either)
      case 'repeat':
        return this.#repeat(node, loop)
    }
  }

  #position(set: CharSet, loop: RepeatNode | null): Fragment {
    const position = { set, loop, follow: new Set<Position>() }
    this.positions.push(position)
    return { first: [position], last: [position], canBeEmpty: false }
  }

  #joined(before: Fragment, behind: Fragment): Fragment {
    connect(before.last, behind.first)
    return {
      first: before.canBeEmpty ? [...before.first, ...behind.first] : before.first,
      last: behind.canBeEmpty ? [...before.last, ...behind.last] : behind.last,
      canBeEmpty: before.canBeEmpty && behind.canBeEmpty,
    }
  }

  #repeat(node: RepeatNode, outer: RepeatNode | null): Fragment {
    if (node.max === 0) return EMPTY
    const known = this.positions.length
    const isElastic = node.max - node.min > FEW_LENGTHS
    const item = this.fragment(node.item, isElastic ? node : outer)
    const inner = this.positions.slice(known)
    const holdsLoop = inner.some(({ loop }) => loop !== outer && loop !== node)
    if (node.max > 1 && (isElastic || holdsLoop)) {
      const loopsAlready = item.last.some((last) => item.first.some((first) => last.follow.has(first)))
      if (item.canBeEmpty || loopsAlready) this.nested.push(node)
      connect(item.last, item.first)
    }
    return { ...item, canBeEmpty: item.canBeEmpty || node.min === 0 }
  }
}

function connect(from: readonly Position[], to: readonly Position[]): void {
  for (const position of from) for (const next of to) position.follow.add(next)
}

function either(a: Fragment, b: Fragment): Fragment {
  return {
    first: [...a.first, ...b.first],
    last: [...a.last, ...b.last],
    canBeEmpty: a.canBeEmpty || b.canBeEmpty,
  }
}
