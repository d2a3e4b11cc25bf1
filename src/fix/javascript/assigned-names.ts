import { isNode, nameOf, type Step, type SyntaxNode } from './syntax-tree.ts'

/** The names that the literal at the end of a path is given to, outer names first. */
export function assignedIn(path: readonly Step[]): readonly string[] {
  const names: string[] = []
  for (let i = path.length - 2; i >= 0; i--) {
    const { node } = path[i] as Step
    const { key } = path[i + 1] as Step
    if (isBoundary(node)) break
    names.unshift(...namesAt(node, key))
    if (node.type === 'VariableDeclarator' || node.type === 'AssignmentExpression') break
  }
  return names.slice(-3)
}

/** What is inside a function is not named by what the function is assigned to. */
function isBoundary({ type }: SyntaxNode): boolean {
  return type === 'JSXElement' || type === 'BlockStatement' || type === 'Program' || type === 'ClassBody'
}

function namesAt(node: SyntaxNode, key: string): readonly string[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return key === 'init' ? [nameOf(node['id'])] : []
    case 'AssignmentExpression':
      return key === 'right' ? memberNames(node['left']) : []
    case 'AssignmentPattern':
      return key === 'right' ? memberNames(node['left']) : []
    case 'ObjectProperty':
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty':
      return key === 'value' && node['computed'] !== true ? [nameOf(node['key'])] : []
    case 'JSXAttribute':
      return [nameOf(node['name'])]
    case 'NewExpression':
      return [nameOf(node['callee'])]
    default:
      return []
  }
}

// config.db.password → config, db, password
function memberNames(node: unknown): readonly string[] {
  if (!isNode(node)) return []
  if (node.type !== 'MemberExpression') return [nameOf(node)].filter(Boolean)
  return [...memberNames(node['object']), nameOf(node['property'])].filter(Boolean)
}
