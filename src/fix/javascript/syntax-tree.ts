/** A node of a syntax tree as @babel/parser makes it; offsets in UTF-16 units. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

/** A node and under which key its parent holds it. */
export interface Step {
  readonly node: SyntaxNode
  readonly key: string
}

/** What a file is parsed into. */
export interface SyntaxTree {
  readonly root: SyntaxNode
  readonly comments: readonly SyntaxNode[]
}

const NO_CHILDREN = new Set([
  'loc',
  'extra',
  'comments',
  'errors',
  'tokens',
  'leadingComments',
  'trailingComments',
  'innerComments',
])

/** The nodes that hold `[start, end)`, from the root down to the innermost. */
export function pathTo(root: SyntaxNode, start: number, end: number): readonly Step[] {
  const path: Step[] = [{ node: root, key: '' }]
  for (let found: Step | undefined = path[0]; found !== undefined; ) {
    found = childrenOf(found.node).find(({ node }) => node.start <= start && end <= node.end)
    if (found !== undefined) path.push(found)
  }
  return path
}

function childrenOf(node: SyntaxNode): readonly Step[] {
  return Object.entries(node).flatMap(([key, value]) => {
    if (NO_CHILDREN.has(key)) return []
    return (Array.isArray(value) ? value : [value]).filter(isNode).map((child) => ({ node: child, key }))
  })
}

/** True for what is a node of a tree. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value
}

/** The name that a node is: an identifier's, a string's, a private name's; '' where it is none. */
export function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  const { name, value, id } = node
  if (typeof name === 'string') return name
  if (typeof value === 'string') return value
  return isNode(name) ? nameOf(name) : nameOf(id)
}
