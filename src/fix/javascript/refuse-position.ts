import { BY_HAND, type Refusal, refuse } from '../fix-plan.ts'
import { nameOf, type Step, type SyntaxNode } from './syntax-tree.ts'

type Judge = (parent: SyntaxNode, key: string) => string | null

const MODULE_NAME: Judge = (_, key) => (key === 'source' ? 'the literal names a module' : null)
const always =
  (reason: string): Judge =>
  () =>
    reason

/** Why a literal under a parent of each type has to stay a literal. */
const POSITIONS: Readonly<Record<string, Judge>> = {
  Directive: always('the literal is a directive'),
  ImportDeclaration: MODULE_NAME,
  ExportNamedDeclaration: MODULE_NAME,
  ExportAllDeclaration: MODULE_NAME,
  ImportExpression: MODULE_NAME,
  ImportAttribute: always('the literal is an attribute of an import'),
  ImportSpecifier: always('the literal names an import'),
  ExportSpecifier: always('the literal names an export'),
  ExportNamespaceSpecifier: always('the literal names an export'),
  TSEnumMember: always('the member of an enum has to be a constant'),
  EnumStringMember: always('the member of an enum has to be a constant'),
  TSExternalModuleReference: always('the literal names a module'),
  TSModuleDeclaration: always('the literal names a module'),
  TaggedTemplateExpression: (_, key) => (key === 'quasi' ? 'a tag reads the template as it is written' : null),
  TSAsExpression: ({ typeAnnotation }) => (isConst(typeAnnotation) ? 'the literal is its own type (as const)' : null),
  TSTypeAssertion: ({ typeAnnotation }) => (isConst(typeAnnotation) ? 'the literal is its own type (as const)' : null),
  CallExpression: ({ callee }) =>
    ['require', 'Import'].includes(nameOf(callee) || (callee as SyntaxNode).type) ? 'the literal names a module' : null,
}

/** Why the literal at the end of a path cannot become a lookup; null where it can. */
export function refusePosition(path: readonly Step[]): Refusal | null {
  const literal = path.at(-1)
  const parent = path.at(-2)?.node
  if (literal === undefined || parent === undefined) return refuse('the secret is not inside one literal', BY_HAND)
  if (path.some(({ node }) => node['declare'] === true)) return refuse('the literal is in a declaration', BY_HAND)
  const isInType = /(?:Type|TypeAnnotation|Signature)$/.test(parent.type)
  const reason = isInType ? 'the literal is a type' : (POSITIONS[parent.type]?.(parent, literal.key) ?? null)
  return reason === null ? null : refuse(reason, BY_HAND)
}

function isConst(type: unknown): boolean {
  const { typeName } = (type ?? {}) as { readonly typeName?: unknown }
  return nameOf(typeName) === 'const'
}
