import type { CharSet } from './char-set.ts'
import type { PatternNode, RepeatNode } from './pattern-tree.ts'

/** One way for a match to begin: what each of its first characters can be. */
interface MatchHead {
  readonly sets: readonly CharSet[]
  /** True where nothing is said of what follows. */
  readonly isOpen: boolean
}

const MOST_HEADS = 256
const LONGEST_HEAD = 96

/** Every way in which a match of the expression can begin, as far as the places of its characters are fixed. */
export function matchHeads(tree: PatternNode): readonly (readonly CharSet[])[] {
  return continued([{ sets: [], isOpen: false }], tree).map(({ sets }) => sets)
}

function continued(heads: readonly MatchHead[], node: PatternNode): readonly MatchHead[] {
  if (heads.every(({ isOpen }) => isOpen)) return heads
  switch (node.kind) {
    case 'chars':
      return heads.map((head) => withChars(head, node.set))
    case 'look':
    case 'edge':
      return heads
    case 'capture':
      return continued(heads, node.item)
    case 'sequence':
      return node.items.reduce(continued, heads)
    case 'choice':
      return limited(
        heads,
        node.options.map((option) => continued(closed(heads), option)),
      )
    case 'repeat':
      return repeated(heads, node)
  }
}

function withChars(head: MatchHead, set: CharSet): MatchHead {
  if (head.isOpen) return head
  return head.sets.length >= LONGEST_HEAD ? opened(head) : { sets: [...head.sets, set], isOpen: false }
}

function repeated(heads: readonly MatchHead[], { item, min, max }: RepeatNode): readonly MatchHead[] {
  let all = heads
  for (let count = 0; count < Math.min(min, LONGEST_HEAD); count++) all = continued(all, item)
  if (max === min) return all
  if (max === 1) return limited(all, [all, continued(all, item)])
  return all.map(opened)
}

/** The heads behind each option, of which those that were open before count once; all are cut off where they are too many. */
function limited(before: readonly MatchHead[], options: readonly (readonly MatchHead[])[]): readonly MatchHead[] {
  const all = new Set([...before.filter(({ isOpen }) => isOpen), ...options.flat()])
  return all.size <= MOST_HEADS ? [...all] : before.map(opened)
}

function closed(heads: readonly MatchHead[]): readonly MatchHead[] {
  return heads.filter(({ isOpen }) => !isOpen)
}

function opened({ sets }: MatchHead): MatchHead {
  return { sets, isOpen: true }
}
