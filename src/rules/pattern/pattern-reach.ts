import type { PatternNode } from './pattern-tree.ts'

/** How many characters an expression takes, and how far from its start it looks. */
export interface Reach {
  /** Characters that a match takes, at the least and at the most. */
  readonly min: number
  readonly max: number
  /** How far before its start it may look, and how far behind it. */
  readonly behind: number
  readonly ahead: number
}

const NOWHERE: Reach = { min: 0, max: 0, behind: 0, ahead: 0 }

/** Lengths of an expression's match, look-arounds included. */
export function patternReach(node: PatternNode): Reach {
  switch (node.kind) {
    case 'chars':
      return { min: 1, max: 1, behind: 0, ahead: 1 }
    case 'edge':
      return { min: 0, max: 0, behind: 1, ahead: 1 }
    case 'capture':
      return patternReach(node.item)
    case 'sequence':
      return node.items.reduce((reach, item) => followedBy(reach, patternReach(item)), NOWHERE)
    case 'choice':
      return node.options.map(patternReach).reduce(either)
    case 'repeat':
      return repeated(patternReach(node.item), node.min, node.max)
    case 'look':
      return lookAround(patternReach(node.item), node.behind)
  }
}

/** Characters from the farthest that a match looks at on the left to the farthest on the right. */
export function longestMatch(tree: PatternNode): number {
  const { behind, ahead } = patternReach(tree)
  return behind + ahead
}

function followedBy(first: Reach, second: Reach): Reach {
  return {
    min: first.min + second.min,
    max: first.max + second.max,
    behind: Math.max(first.behind, second.behind - first.min),
    ahead: Math.max(first.ahead, first.max + second.ahead),
  }
}

function either(a: Reach, b: Reach): Reach {
  return {
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    behind: Math.max(a.behind, b.behind),
    ahead: Math.max(a.ahead, b.ahead),
  }
}

function repeated(item: Reach, min: number, max: number): Reach {
  if (max === 0) return NOWHERE
  return { min: item.min * min, max: item.max * max, behind: item.behind, ahead: item.max * (max - 1) + item.ahead }
}

function lookAround(item: Reach, isBehind: boolean): Reach {
  if (!isBehind) return { min: 0, max: 0, behind: item.behind, ahead: item.ahead }
  return { min: 0, max: 0, behind: item.max + item.behind, ahead: Math.max(0, item.ahead - item.min) }
}
