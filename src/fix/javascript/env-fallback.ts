import { isNode, nameOf, type Step, type SyntaxNode } from './syntax-tree.ts'

/** A literal that stands in where a variable is not set. */
export interface Fallback {
  readonly name: string
  /** End of what looks the variable up. */
  readonly leftEnd: number
}

// process.env.API_KEY || "…"
/** The lookup that the literal at the end of a path is the fallback of; null where it is none. */
export function fallbackOf(text: string, path: readonly Step[]): Fallback | null {
  const literal = path.at(-1)
  const parent = path.at(-2)?.node
  if (literal?.key !== 'right' || parent?.type !== 'LogicalExpression' || parent['operator'] === '&&') return null
  const left = parent['left']
  if (!isNode(left)) return null
  const name = variableOf(left)
  const isPlain = /^\s*(?:\|\||\?\?)\s*$/.test(text.slice(left.end, literal.node.start))
  return name === '' || !isPlain ? null : { name, leftEnd: left.end }
}

/** The name in `process.env.NAME` or `process.env['NAME']`; '' for anything else. */
function variableOf(node: SyntaxNode): string {
  const { object, property, computed } = node
  if (node.type !== 'MemberExpression' || !isNode(object) || !isNode(property)) return ''
  if (computed === true && property.type !== 'StringLiteral') return ''
  const isEnv =
    object.type === 'MemberExpression' && nameOf(object['object']) === 'process' && nameOf(object['property']) === 'env'
  return isEnv ? nameOf(property) : ''
}
