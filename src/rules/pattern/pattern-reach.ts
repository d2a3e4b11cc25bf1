import type { PatternNode } from './pattern-tree.ts'

/** How many characters an expression takes, and how far it looks beyond them. */
export interface Reach {
  /** Characters that a match takes, at the least and at the most. */
  readonly min: number
  readonly max: number
  /** How far it may look before its start and behind its end. */
  readonly before: number
  readonly behind: number
}

const NOWHERE: Reach = { min: 0, max: 0, before: 0, behind: 0 }

/** Lengths of an expression's match and of what its look-arounds see. */
export function patternReach(node: PatternNode): Reach {
  switch (node.kind) {
    case 'chars':
      return { min: 1, max: 1, before: 0, behind: 0 }
    case 'edge':
      return { min: 0, max: 0, before: 1, behind: 1 }
    case 'capture':
      return patternReach(node.item)
    case 'sequence':
      return node.items.map(patternReach).reduce(followedBy, NOWHERE)
    case 'choice':
      return node.options.map(patternReach).reduce(either)
    case 'repeat':
      return repeated(patternReach(node.item), node.min, node.max)
    case 'look':
      return lookAround(patternReach(node.item), node.behind)
  }
}

/** Characters from the farthest that a match looks at on the left to the farthest on the right, or a few more. */
export function longestMatch(tree: PatternNode): number {
  const { max, before, behind } = patternReach(tree)
  return before + max + behind
}

function followedBy(first: Reach, second: Reach): Reach {
  return {
    min: first.min + second.min,
    max: first.max + second.max,
    before: Math.max(first.before, second.before - first.min),
    behind: Math.max(second.behind, first.behind - second.min),
  }
}

function either(a: Reach, b: Reach): Reach {
  return {
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    before: Math.max(a.before, b.before),
    behind: Math.max(a.behind, b.behind),
  }
}

function repeated(item: Reach, min: number, max: number): Reach {
  return max === 0 ? NOWHERE : { ...item, min: item.min * min, max: item.max * max }
}

function lookAround(item: Reach, isBehind: boolean): Reach {
  const [before, behind] = isBehind ? [item.max, 0] : [0, item.max]
  return { min: 0, max: 0, before: before + item.before, behind: behind + item.behind }
}
