import { Secret } from '../../model/secret.ts'
import { spacedEdit } from '../apply-edits.ts'
import {
  BY_HAND,
  type Lookup,
  type Planner,
  type Refusal,
  refuse,
  type SecretSite,
  type SourceFile,
  type TextEdit,
} from '../fix-plan.ts'
import { formName, isOneValue } from '../names/value-form.ts'
import { assignedIn } from './assigned-names.ts'
import { isPublicName, refuseClientCode, refusePublicName } from './client-code.ts'
import { type Fallback, fallbackOf } from './env-fallback.ts'
import { parseSource } from './parse-source.ts'
import { refusePosition } from './refuse-position.ts'
import { pathTo, type Step, type SyntaxNode, type SyntaxTree } from './syntax-tree.ts'

/** A file and its tree. */
interface ParsedFile extends SourceFile {
  readonly tree: SyntaxTree
  readonly isTyped: boolean
}

/** A planner for JavaScript, TypeScript and their JSX forms, by a real parser. */
export function openJavaScript(source: SourceFile): Planner | Refusal {
  const { path, text } = source
  if (/\.d\.[cm]?ts$/i.test(path)) return refuse('the file holds declarations alone', BY_HAND)
  const tree = parseSource(path, text)
  if (tree === null) return refuse('the file cannot be parsed', `mend its syntax and try again, or ${BY_HAND}`)
  const client = refuseClientCode(source, tree)
  if (client !== null) return client
  const file = { ...source, tree, isTyped: /\.[cm]?tsx?$/i.test(path) }
  return {
    find: (site) => find(file, site),
    require: () => [],
    isSound: (edited) => parseSource(path, edited) !== null,
  }
}

function find(file: ParsedFile, site: SecretSite): Lookup | Refusal {
  const { tree, text } = file
  if (tree.comments.some(({ start, end }) => start <= site.start && site.end <= end)) {
    return refuse('the secret stands in a comment', 'delete it there')
  }
  const path = literalPath(pathTo(tree.root, site.start, site.end))
  const node = path.at(-1)?.node
  const value = node === undefined ? null : textOf(node)
  if (node === undefined || value === null) return findInTemplate(file, path, site)
  const refusal = refusePosition(path)
  if (refusal !== null) return refusal
  const assigned = assignedIn(path)
  const public_ = assigned.find(isPublicName)
  if (public_ !== undefined) return refusePublicName(public_)
  const isWhole =
    text.slice(node.start + 1, node.end - 1).trim() === text.slice(site.start, site.end) || isOneValue(value)
  return isWhole ? wholeLookup(file, path, node, value) : partLookup(file, path, node, site)
}

/** A template without expressions is the literal, not the one piece of text in it. */
function literalPath(path: readonly Step[]): readonly Step[] {
  const last = path.at(-1)?.node
  const above = path.at(-2)?.node
  const isLone = last?.type === 'TemplateElement' && (above?.['expressions'] as readonly unknown[])?.length === 0
  return isLone || last?.type === 'DirectiveLiteral'
    ? path.slice(0, last?.type === 'DirectiveLiteral' ? undefined : -1)
    : path
}

/** What a literal stands for; null for what is none, or whose value depends on more. */
function textOf(node: SyntaxNode): string | null {
  if (node.type === 'StringLiteral' || node.type === 'DirectiveLiteral') return String(node['value'])
  if (node.type !== 'TemplateLiteral' || (node['expressions'] as readonly unknown[]).length > 0) return null
  const [quasi] = node['quasis'] as readonly { readonly value: { readonly cooked: string | null } }[]
  return quasi?.value.cooked ?? null
}

function wholeLookup(file: ParsedFile, path: readonly Step[], node: SyntaxNode, value: string): Lookup | Refusal {
  const fallback = fallbackOf(file.text, path)
  if (fallback !== null && isPublicName(fallback.name)) return refusePublicName(fallback.name)
  return {
    kind: 'lookup',
    value: new Secret(value),
    hint: { exact: fallback?.name ?? '', assigned: assignedIn(path), form: formName(value) },
    neededBy: 'run',
    edits: (name) => [editOf(file, path, node, name, fallback)],
  }
}

function editOf(
  file: ParsedFile,
  path: readonly Step[],
  node: SyntaxNode,
  name: string,
  fallback: Fallback | null,
): TextEdit {
  const sure = file.isTyped ? '!' : ''
  if (fallback?.name === name) return { start: fallback.leftEnd, end: node.end, text: sure }
  return spacedEdit(file.text, node.start, node.end, framed(path, `process.env.${name}${sure}`))
}

/** A key becomes a computed one, the value of a JSX attribute an expression. */
function framed(path: readonly Step[], expression: string): string {
  const parent = path.at(-2)?.node
  if (parent?.type === 'JSXAttribute') return `{${expression}}`
  const isKey = path.at(-1)?.key === 'key' && parent?.['computed'] !== true
  return isKey ? `[${expression}]` : expression
}

/** `"Bearer …"` becomes a template: no wider expression can tear it apart. */
function partLookup(file: ParsedFile, path: readonly Step[], node: SyntaxNode, site: SecretSite): Lookup | Refusal {
  const { text } = file
  const before = text.slice(node.start + 1, site.start)
  const after = text.slice(site.end, node.end - 1)
  const isInside = node.start < site.start && site.end < node.end
  if (!isInside || ![before, after, text.slice(site.start, site.end)].every(isBare)) {
    return refuse('the secret is only a part of the literal', BY_HAND)
  }
  const [open = '', close = ''] = framed(path, '`§`').split('§')
  return {
    kind: 'lookup',
    value: new Secret(text.slice(site.start, site.end)),
    hint: { exact: '', assigned: assignedIn(path), form: '' },
    neededBy: 'run',
    edits: (name) => [
      { start: node.start, end: node.start + 1, text: open },
      { start: site.start, end: site.end, text: `\${process.env.${name}}` },
      { start: node.end - 1, end: node.end, text: close },
    ],
  }
}

/** True for text that means the same in quotes, in a template and in the attribute of a JSX element. */
function isBare(text: string): boolean {
  return !/[\\`\n&]|\$\{/.test(text)
}

/** In a template that has expressions already the secret becomes one more of them. */
function findInTemplate({ text }: ParsedFile, path: readonly Step[], site: SecretSite): Lookup | Refusal {
  const parent = path.at(-2)
  const isPiece = path.at(-1)?.node.type === 'TemplateElement' && parent?.node.type === 'TemplateLiteral'
  if (!isPiece) return refuse('the secret is not inside one literal', BY_HAND)
  const refusal = refusePosition(path.slice(0, -1))
  if (refusal !== null) return refusal
  const value = text.slice(site.start, site.end)
  if (value.includes('\\') || value.includes('\r') || text[site.start - 1] === '$' || text[site.start - 1] === '\\') {
    return refuse('the secret stands beside an escape', BY_HAND)
  }
  return {
    kind: 'lookup',
    value: new Secret(value),
    hint: { exact: '', assigned: assignedIn(path.slice(0, -1)), form: '' },
    neededBy: 'run',
    edits: (name) => [{ start: site.start, end: site.end, text: `\${process.env.${name}}` }],
  }
}
