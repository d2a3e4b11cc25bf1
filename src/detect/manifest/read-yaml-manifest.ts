import type { Text } from '../decode-text.ts'
import type { ManifestEntry } from './manifest-entry.ts'

/** A line of a block: offsets in the text, without its line feed. */
interface Line {
  readonly start: number
  readonly text: string
  /** Column of its first character that is no blank. */
  readonly indent: number
}

/** Bytes of a manifest on either side of its kind. */
const REACH = 128 * 1024
const MAP = /^(data|stringData):[ \t]*(?:#.*)?\r?$/
const ENTRY = /^(?:"([^"]{1,253})"|'([^']{1,253})'|([\w.-]{1,253})):[ \t]+(?:!!\w+[ \t]+)?(.*?)[ \t]*\r?$/
const BLOCK_SCALAR = /^[|>][-+0-9]{0,2}(?:[ \t]+#.*)?$/
const QUOTED = /^(["'])(.*)\1(?:[ \t]+#.*)?$/
const COMMENT_BEHIND = /[ \t]#.*$/

/**
 * The entries of the Secret whose `kind` stands at `at`: of the mapping that the kind is in, those below `data` and
 * `stringData`. Its lines are as far as that key indented or farther.
 */
export function readYamlManifest(
  text: Text,
  at: number,
): { readonly entries: readonly ManifestEntry[]; readonly end: number } {
  const lineStart = lineStartAt(text, at)
  const column = at - lineStart
  const lines = [...linesBefore(text, lineStart, column).reverse(), ...linesFrom(text, lineStart, column)]
  const entries = lines.flatMap((line, i) => {
    const map = line.indent === column ? MAP.exec(line.text.slice(column)) : null
    return map === null ? [] : entriesOf(lines.slice(i + 1), column, map[1] === 'data')
  })
  const last = lines.at(-1)
  return { entries, end: last === undefined ? at : last.start + last.text.length }
}

function linesFrom(text: Text, from: number, column: number): Line[] {
  const lines: Line[] = []
  const limit = Math.min(text.end, from + REACH)
  for (let start = from; start < limit; ) {
    const feed = text.buffer.indexOf(10, start)
    const end = feed < 0 || feed > limit ? limit : feed
    const line = lineOf(text, start, end)
    if (start !== from && endsBlock(line, column)) break
    lines.push(line)
    start = end + 1
  }
  return lines
}

/** The nearest first; the one that begins an item of a list, `- apiVersion: v1`, is the last. */
function linesBefore(text: Text, before: number, column: number): Line[] {
  const lines: Line[] = []
  const first = lineOf(text, before, Math.min(text.end, before + column + 1))
  if (isItem(first, column)) return lines
  const limit = Math.max(text.start, before - REACH)
  for (let end = before - 1; end > limit; ) {
    const start = Math.max(limit, lineStartAt(text, end))
    const line = lineOf(text, start, end)
    if (endsBlock(line, column) && !isItem(line, column)) break
    lines.push(line)
    if (isItem(line, column)) break
    end = start - 1
  }
  return lines
}

/** Start of the line that `at` is in or ends. */
function lineStartAt({ buffer, start }: Text, at: number): number {
  return at <= start ? start : Math.max(start, buffer.lastIndexOf(10, at - 1) + 1)
}

function lineOf({ buffer }: Text, start: number, end: number): Line {
  const text = buffer.toString('latin1', start, end)
  const indent = text.search(/[^ ]/)
  return { start, text, indent: indent < 0 || /^\s*(?:#|\r?$)/.test(text) ? Number.POSITIVE_INFINITY : indent }
}

function endsBlock({ text, indent }: Line, column: number): boolean {
  return indent < column || (column === 0 && /^(?:---|\.\.\.)/.test(text))
}

function isItem({ text }: Line, column: number): boolean {
  return column >= 2 && /^[ ]*-[ ]+\S/.test(text) && text.search(/[^ -]/) === column
}

function entriesOf(lines: readonly Line[], column: number, isEncoded: boolean): ManifestEntry[] {
  const end = lines.findIndex(({ indent }) => indent <= column)
  const own = end < 0 ? lines : lines.slice(0, end)
  const inner = own.find(({ indent }) => indent < Number.POSITIVE_INFINITY)?.indent ?? 0
  return own.flatMap((line, i) => (line.indent === inner ? entryOf(line, own.slice(i + 1), isEncoded) : []))
}

function entryOf(line: Line, below: readonly Line[], isEncoded: boolean): readonly ManifestEntry[] {
  const found = ENTRY.exec(line.text.slice(line.indent))
  if (found === null) return []
  const key = (found[1] ?? found[2] ?? found[3]) as string
  const written = found[4] as string
  if (BLOCK_SCALAR.test(written)) return blockEntry(key, below, line.indent, isEncoded)
  const quoted = QUOTED.exec(written)?.[2]
  const value = quoted ?? written.replace(COMMENT_BEHIND, '')
  const start = line.start + line.text.lastIndexOf(written) + (quoted === undefined ? 0 : 1)
  return value === '' || /^[{[&*!]/.test(value) ? [] : [{ key, value, start, end: start + value.length, isEncoded }]
}

/** The lines below that are indented farther than the key. */
function blockEntry(key: string, below: readonly Line[], indent: number, isEncoded: boolean): readonly ManifestEntry[] {
  const stop = below.findIndex((line) => line.indent <= indent)
  const lines = (stop < 0 ? below : below.slice(0, stop)).filter(({ text }) => text.trim() !== '')
  const [first, last] = [lines[0], lines.at(-1)]
  if (first === undefined || last === undefined) return []
  const value = lines.map(({ text }) => text.trim()).join(isEncoded ? '' : '\n')
  return [
    {
      key,
      value,
      start: first.start + first.text.search(/\S/),
      end: last.start + last.text.trimEnd().length,
      isEncoded,
    },
  ]
}
