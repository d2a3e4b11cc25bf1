import type { CharSet } from './char-set.ts'

/** A regular expression reduced to what the analyses need. Sets hold both cases where the expression ignores case. */
export type PatternNode =
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | RepeatNode
  | { readonly kind: 'capture'; readonly name: string | null; readonly item: PatternNode }
  /** A look-around; matches no character. */
  | { readonly kind: 'look'; readonly behind: boolean; readonly negated: boolean; readonly item: PatternNode }
  /** `^`, `$`, `\b`, `\B`. */
  | { readonly kind: 'edge' }

export interface RepeatNode {
  readonly kind: 'repeat'
  readonly item: PatternNode
  readonly min: number
  readonly max: number
  /** As it is written, and where. */
  readonly raw: string
  readonly offset: number
}

/** The node's parts, one level down. */
export function childrenOf(node: PatternNode): readonly PatternNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.items
    case 'choice':
      return node.options
    case 'repeat':
    case 'capture':
    case 'look':
      return [node.item]
    default:
      return []
  }
}

/** The first node for which `isWanted` holds, the outermost first. */
export function findNode(node: PatternNode, isWanted: (node: PatternNode) => boolean): PatternNode | undefined {
  if (isWanted(node)) return node
  for (const child of childrenOf(node)) {
    const found = findNode(child, isWanted)
    if (found !== undefined) return found
  }
  return undefined
}

/** The group `(?<secret>…)`, or undefined where the whole expression is the secret. */
export function findSecretGroup(tree: PatternNode): PatternNode | undefined {
  return findNode(tree, (node) => node.kind === 'capture' && node.name === 'secret')
}
