import { type CharSet, NO_CHARS } from './char-set.ts'
import type { PatternNode } from './pattern-tree.ts'

/** How many characters of a set stand side by side in a match at the least. */
interface Run {
  /** True where the node matches nothing but characters of the set. */
  readonly isAll: boolean
  /** Characters of the match, of its start, of its end and of its best part. */
  readonly whole: number
  readonly first: number
  readonly last: number
  readonly best: number
}

const NOTHING: Run = { isAll: true, whole: 0, first: 0, last: 0, best: 0 }

/** Length of a run of characters of `set` that every match holds. */
export function leastRun(tree: PatternNode, set: CharSet): number {
  return runOf(tree, set).best
}

function runOf(node: PatternNode, set: CharSet): Run {
  switch (node.kind) {
    case 'chars':
      return (node.set & ~set) === NO_CHARS
        ? { isAll: true, whole: 1, first: 1, last: 1, best: 1 }
        : { isAll: false, whole: 1, first: 0, last: 0, best: 0 }
    case 'look':
    case 'edge':
      return NOTHING
    case 'capture':
      return runOf(node.item, set)
    case 'sequence':
      return node.items.map((item) => runOf(item, set)).reduce(followedBy, NOTHING)
    case 'choice':
      return node.options.map((option) => runOf(option, set)).reduce(either)
    case 'repeat':
      return repeated(runOf(node.item, set), node.min, node.max)
  }
}

function followedBy(a: Run, b: Run): Run {
  return {
    isAll: a.isAll && b.isAll,
    whole: a.whole + b.whole,
    first: a.isAll ? a.whole + b.first : a.first,
    last: b.isAll ? a.last + b.whole : b.last,
    best: Math.max(a.best, b.best, a.last + b.first),
  }
}

function either(a: Run, b: Run): Run {
  return {
    isAll: a.isAll && b.isAll,
    whole: Math.min(a.whole, b.whole),
    first: Math.min(a.first, b.first),
    last: Math.min(a.last, b.last),
    best: Math.min(a.best, b.best),
  }
}

function repeated(item: Run, min: number, max: number): Run {
  if (max === 0) return NOTHING
  const { isAll } = item
  if (isAll) {
    const length = item.whole * min
    return { isAll, whole: length, first: length, last: length, best: length }
  }
  if (min === 0) return { ...NOTHING, isAll }
  const best = min > 1 ? Math.max(item.best, item.last + item.first) : item.best
  return { ...item, whole: item.whole * min, best }
}
