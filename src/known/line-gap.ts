import type { ByteRange } from '../model/blob.ts'

const TAB = 0x09
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const DOUBLE_QUOTE = 0x22
const SINGLE_QUOTE = 0x27
const PLUS = 0x2b
const COMMA = 0x2c
const DOT = 0x2e
const BACKSLASH = 0x5c
const BACKTICK = 0x60
const LETTER_N = 0x6e
const LETTER_R = 0x72

/** Longest indentation that is looked over. */
export const LONGEST_INDENT = 64

/** What a reader of bytes says where there are not enough of them: more could make it true. */
export const RUNS_OUT = -2
export const NO_MATCH = -1

/**
 * The end of a line break that begins at `at` and was put into the middle of a value: a line feed and indentation, with a
 * backslash before it in shells, a `\n` within a string, or the end of one string and the beginning of the next
 * (`" +` line feed `"`). `NO_MATCH` where there is none, `RUNS_OUT` where the bytes end within it.
 */
export function behindGap(text: ByteRange, at: number): number {
  if (at >= text.end) return RUNS_OUT
  const byte = text.buffer[at]
  if (isQuote(byte)) return behindJoinedStrings(text, at, byte)
  if (byte !== BACKSLASH) return behindLineFeed(text, at)
  if (at + 1 >= text.end) return RUNS_OUT
  const next = text.buffer[at + 1]
  if (next === LETTER_N) return behindBlanks(text, at + 2)
  if (next !== LETTER_R) return behindLineFeed(text, at + 1)
  if (at + 3 >= text.end) return RUNS_OUT
  const isFeed = text.buffer[at + 2] === BACKSLASH && text.buffer[at + 3] === LETTER_N
  return isFeed ? behindBlanks(text, at + 4) : NO_MATCH
}

/** The start of the gap that ends at `at`, `NO_MATCH` where none does. */
export function beforeGap(text: ByteRange, at: number): number {
  const { buffer, start } = text
  let from = at
  if (isQuote(buffer[from - 1])) from = overBlanksBack(text, from - 1)
  if (isJoiner(buffer[from - 1])) from--
  from = overBlanksBack(text, from)
  // the break itself, then whatever may stand before it
  if (buffer[from - 1] === LINE_FEED) from -= buffer[from - 2] === CARRIAGE_RETURN ? 2 : 1
  else if (buffer[from - 1] === LETTER_N && buffer[from - 2] === BACKSLASH) {
    from -= buffer[from - 3] === LETTER_R && buffer[from - 4] === BACKSLASH ? 4 : 2
  } else return NO_MATCH
  const quoted = overJoinerBack(text, from)
  for (const candidate of [quoted, from - 1, from]) {
    if (candidate >= start && behindGap(text, candidate) === at) return candidate
  }
  return NO_MATCH
}

/** The end of a line break of the value itself, which a text may write with a carriage return and indent. */
export function behindOwnLineFeed(text: ByteRange, at: number): number {
  return behindLineFeed(text, at)
}

// "first half" +
//   "second half"
function behindJoinedStrings(text: ByteRange, at: number, quote: number): number {
  const { buffer, end } = text
  let next = behindBlanks(text, at + 1)
  if (isJoiner(buffer[next])) next = behindBlanks(text, next + 1)
  next = behindLineFeed(text, buffer[next] === BACKSLASH ? next + 1 : next)
  if (next < 0) return next
  if (isJoiner(buffer[next])) next = behindBlanks(text, next + 1)
  if (next >= end) return RUNS_OUT
  return buffer[next] === quote ? next + 1 : NO_MATCH
}

function behindLineFeed(text: ByteRange, at: number): number {
  const from = text.buffer[at] === CARRIAGE_RETURN ? at + 1 : at
  if (from >= text.end) return RUNS_OUT
  return text.buffer[from] === LINE_FEED ? behindBlanks(text, from + 1) : NO_MATCH
}

function behindBlanks({ buffer, end }: ByteRange, from: number): number {
  let at = from
  while (at < end && at - from < LONGEST_INDENT && isBlank(buffer[at])) at++
  return at
}

function overBlanksBack({ buffer, start }: ByteRange, from: number): number {
  let at = from
  while (at > start && from - at < LONGEST_INDENT && isBlank(buffer[at - 1])) at--
  return at
}

/** Before `" +`, where that stands before `from`. */
function overJoinerBack(text: ByteRange, from: number): number {
  let at = text.buffer[from - 1] === BACKSLASH ? from - 1 : from
  at = overBlanksBack(text, at)
  if (isJoiner(text.buffer[at - 1])) at = overBlanksBack(text, at - 1)
  return at - 1
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB
}

function isQuote(byte: number | undefined): byte is number {
  return byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE || byte === BACKTICK
}

function isJoiner(byte: number | undefined): boolean {
  return byte === PLUS || byte === DOT || byte === COMMA
}
