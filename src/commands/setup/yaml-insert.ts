import { isDeepStrictEqual } from 'node:util'
import { type Document, isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml'
import { withBlock } from './marked-block.ts'

/** A place in a YAML text, by the keys that lead there; [] is the top. */
export type YamlPath = readonly string[]

/** What a text is to hold besides what it holds: lines at a place, and what they mean there. */
export interface YamlInsertion {
  readonly at: YamlPath
  /** Without indentation of their own; entries of a map, or items of a list with their dashes. */
  readonly lines: readonly string[]
}

/**
 * Puts lines into a block map or a block list of a YAML text, before its first entry; at the top, at the end. Only text is
 * added, so that every comment and every space stays. Null where the place is not there or is written in brackets, or where the
 * result would not say the same as before and the lines besides.
 */
export function insertYaml(text: string, { at, lines }: YamlInsertion): string | null {
  const doc = parseDocument(text, { keepSourceTokens: true })
  if (doc.errors.length > 0) return null
  const after = at.length === 0 ? withBlock(text, lines) : insertAt(text, doc, at, lines)
  return after !== null && saysMore(doc, after, at, lines) ? after : null
}

/** True where there is an entry at the place. */
export function hasYaml(text: string, path: YamlPath): boolean {
  const doc = parseDocument(text)
  return doc.errors.length === 0 && (path.length === 0 || doc.hasIn(path))
}

function insertAt(text: string, doc: Document, at: YamlPath, lines: readonly string[]): string | null {
  const node = doc.getIn(at, true)
  if ((!isMap(node) && !isSeq(node)) || node.flow === true) return null
  const first: unknown = node.items[0]
  const head = isPair(first) ? first.key : first
  const start = rangeStart(head)
  if (start === null) return null
  const offset = text.lastIndexOf('\n', start - 1) + 1
  const lead = text.slice(offset, start)
  if (!(isMap(node) ? /^ *$/ : /^ *- +$/).test(lead)) return null
  return withBlock(text, lines, { offset, indent: /^ */.exec(lead)?.[0] ?? '' })
}

function rangeStart(node: unknown): number | null {
  if (isScalar(node) || isMap(node) || isSeq(node)) return node.range?.[0] ?? null
  return null
}

/** The text after means what it meant before, and at the place what the lines mean, and nothing else. */
function saysMore(before: Document, after: string, at: YamlPath, lines: readonly string[]): boolean {
  const doc = parseDocument(after)
  if (doc.errors.length > 0) return false
  const added: unknown = parseDocument(lines.join('\n')).toJS()
  const expected: unknown = before.toJS() ?? {}
  const place = at.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], expected)
  if (Array.isArray(place)) place.unshift(...(added as unknown[]))
  else Object.assign(place as object, added)
  return isDeepStrictEqual(doc.toJS(), expected)
}
