import type { Text } from '../decode-text.ts'
import type { FileKind } from './file-kind.ts'

/** A name and the value that it is given: `key = "value"`, `"key": value`, `key := 'value'`, `f("key", "value")`. */
export interface Assignment {
  readonly key: string
  readonly value: string
  /** Byte offsets of the value, quotes left out. */
  readonly start: number
  readonly end: number
  readonly isQuoted: boolean
}

const LONGEST_KEY = 64
const LONGEST_VALUE = 512
const LINE_FEED = 10
const isKeyByte = byteTable(/[A-Za-z0-9_.$-]/)
const isBlank = byteTable(/[ \t]/)
const isQuote = byteTable(/["'`]/)
/** Bytes that may follow a key where a value comes after it. */
const mayFollowKey = byteTable(/["'`\\\] \t=:,(]/)
/** `: string =`, `?: String =`: the declared type between a name and its value. */
const TYPE_ANNOTATION = /^\??:[ \t]*[A-Za-z_][\w<>[\]|?. \t]{0,40}?[ \t]*(?==[^=>])/
const OPERATOR = /^(?:\\?["'`]|\])?\]?[ \t]{0,16}(:=|=>|={1,3}|:|,|\()[ \t]{0,16}/
const QUOTED = /^(?:[rbuRBU@]{1,2})?(\\?["'`])/
const BARE_VALUE = /^([^\s#"'`,;&|<>()[\]{}][^\s"'`,;<>()[\]{}]*)[ \t]*(?:[,;][ \t]*)?(?:[#;].*|\/\/.*)?$/

/** The assignment whose key holds the word at `hit`, null where there is none. */
export function assignmentAt(text: Text, hit: number, kind: FileKind): Assignment | null {
  const keyEnd = endOfKey(text, hit)
  if (keyEnd >= text.end || keyEnd - hit > LONGEST_KEY || !mayFollowKey[text.buffer[keyEnd] as number]) return null
  const keyStart = startOfKey(text, hit)
  const rest = restOfLine(text, keyEnd)
  const from = operatorLength(rest)
  if (from < 0) return null
  const key = text.buffer.toString('latin1', keyStart, keyEnd)
  return quotedValue(key, rest, from, keyEnd) ?? (kind === 'config' ? bareValue(key, rest, from, keyEnd) : null)
}

function byteTable(pattern: RegExp): readonly boolean[] {
  return Array.from({ length: 256 }, (_, byte) => pattern.test(String.fromCharCode(byte)))
}

function endOfKey({ buffer, end }: Text, from: number): number {
  let at = from
  while (at < end && at - from <= LONGEST_KEY && isKeyByte[buffer[at] as number]) at++
  return at
}

function startOfKey({ buffer, start }: Text, from: number): number {
  let at = from
  while (at > start && from - at < LONGEST_KEY && isKeyByte[buffer[at - 1] as number]) at--
  return at
}

function restOfLine({ buffer, end }: Text, from: number): string {
  const limit = Math.min(end, from + LONGEST_VALUE + LONGEST_KEY)
  const at = buffer.subarray(from, limit).indexOf(LINE_FEED)
  const line = buffer.toString('latin1', from, at < 0 ? limit : from + at)
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** Length of what stands between key and value, -1 where no value follows. */
function operatorLength(rest: string): number {
  const annotation = TYPE_ANNOTATION.exec(rest)?.[0].length ?? 0
  const operator = OPERATOR.exec(rest.slice(annotation))
  return operator === null ? -1 : annotation + operator[0].length
}

function quotedValue(key: string, rest: string, from: number, base: number): Assignment | null {
  const opening = QUOTED.exec(rest.slice(from))
  if (opening === null) return null
  const quote = opening[1] as string
  const start = from + opening[0].length
  const end = closingQuote(rest, quote, start)
  if (end < 0 || end === start || end - start > LONGEST_VALUE) return null
  return { key, value: rest.slice(start, end), start: base + start, end: base + end, isQuoted: true }
}

function closingQuote(rest: string, quote: string, from: number): number {
  if (quote.length === 2) return rest.indexOf(quote, from)
  for (let at = from; at < rest.length; at++) {
    if (rest[at] === '\\') at++
    else if (rest[at] === quote) return at
  }
  return -1
}

function bareValue(key: string, rest: string, from: number, base: number): Assignment | null {
  if (isBlank[0x20] && rest[from - 1] === '(') return null
  const value = BARE_VALUE.exec(rest.slice(from))?.[1]
  if (value === undefined || isQuote[value.charCodeAt(0)]) return null
  return { key, value, start: base + from, end: base + from + value.length, isQuoted: false }
}
