import { isMap, isPair, isScalar, LineCounter, type Node, parseAllDocuments, type Scalar, visit } from 'yaml'
import { Secret } from '../../model/secret.ts'
import {
  BY_HAND,
  type Lookup,
  type Planner,
  type Refusal,
  refuse,
  type SecretSite,
  type SourceFile,
} from '../fix-plan.ts'
import { formName, isOneValue } from '../names/value-form.ts'
import type { Interpolation } from './interpolation.ts'

type Span = Pick<SecretSite, 'start' | 'end'>

/** A scalar, the keys above it, and how it stands there. */
interface Found {
  readonly scalar: Scalar
  readonly keys: readonly string[]
  readonly isKey: boolean
  readonly isInFlow: boolean
}

/** A planner for the YAML files of a tool that takes values from the environment. */
export function openYaml(source: SourceFile, tool: Interpolation): Planner | Refusal {
  const documents = read(source.text)
  if (documents === null) return refuse('the file cannot be parsed', `mend its syntax and try again, or ${BY_HAND}`)
  return {
    find: (site) => find(source.text, documents, site, tool),
    require: () => [],
    isSound: (edited) => read(edited) !== null,
  }
}

function read(text: string): readonly Node[] | null {
  const documents = parseAllDocuments(text, {
    lineCounter: new LineCounter(),
    keepSourceTokens: true,
    logLevel: 'silent',
  })
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return null
  return documents.flatMap(({ contents }) => (contents === null ? [] : [contents as Node]))
}

function find(text: string, documents: readonly Node[], site: SecretSite, tool: Interpolation): Lookup | Refusal {
  const found = documents.map((node) => scalarAt(node, site)).find((scalar) => scalar !== null)
  if (!found) return refuse('the secret stands in a comment or runs over several values', 'take it out by hand')
  const span = wholeValue(text, found.scalar, site)
  const value = text.slice(span.start, span.end)
  const refusal = refusalOf(found, value) ?? tool.refuse(found.keys, value)
  if (refusal !== null) return refusal
  const before = text.slice(found.scalar.range?.[0] ?? span.start, span.start)
  const variable = /([A-Za-z_]\w*)=["']?$/.exec(before)?.[1]
  const keys = /\s/.test(before) ? [] : found.keys.slice(-2)
  return {
    kind: 'lookup',
    value: new Secret(value),
    hint: { exact: '', assigned: variable === undefined ? keys : [variable], form: formName(value) },
    neededBy: tool.neededBy,
    edits: (name) => [{ ...span, text: written(found, value, tool.lookup(name)) }],
  }
}

/** An address or a connection string moves as a whole, also behind `NAME=`. */
function wholeValue(text: string, { type, range }: Scalar, site: Span): Span {
  const [start, end] = range ?? [site.start, site.end]
  if (type !== 'PLAIN' && type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE') return site
  const inner = type === 'PLAIN' ? { start, end } : { start: start + 1, end: end - 1 }
  const source = text.slice(inner.start, inner.end)
  const afterName = { start: inner.start + (/^[A-Za-z_]\w*=/.exec(source)?.[0].length ?? 0), end: inner.end }
  return [inner, afterName].find((span) => isMovable(text.slice(span.start, span.end))) ?? site
}

function isMovable(value: string): boolean {
  return isOneValue(value) && !/[\n\\]|\$\{|''/.test(value)
}

function refusalOf({ scalar, isKey }: Found, value: string): Refusal | null {
  if (isKey) return refuse('the secret is a key', BY_HAND)
  if (value.includes('\n')) return refuse('the value runs over several lines', BY_HAND)
  const hasEscape =
    (scalar.type === 'QUOTE_DOUBLE' && value.includes('\\')) || (scalar.type === 'QUOTE_SINGLE' && value.includes("''"))
  return hasEscape ? refuse('the value has an escape in it', BY_HAND) : null
}

/** Braces mean something in a flow collection, where a plain value is put into quotes. */
function written({ scalar, isInFlow }: Found, value: string, lookup: string): string {
  const isWhole = scalar.type === 'PLAIN' && scalar.source === value
  return isInFlow && isWhole ? `"${lookup}"` : lookup
}

function scalarAt(root: Node, site: SecretSite): Found | null {
  let found: Found | null = null
  visit(root, {
    Scalar(key, node, ancestors) {
      const [start, end] = node.range ?? [0, 0]
      if (start > site.start || site.end > end) return
      const pairs = ancestors.filter(isPair)
      const keys = pairs.map((pair) => (isScalar(pair.key) ? String(pair.key.value) : ''))
      const isInFlow = ancestors.some((above) => 'flow' in above && above.flow === true)
      found = { scalar: node, keys, isKey: key === 'key', isInFlow: isInFlow || isMap(node) }
      return visit.BREAK
    },
  })
  return found
}
