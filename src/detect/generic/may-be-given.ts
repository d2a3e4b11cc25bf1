import type { ByteRange } from '../../model/blob.ts'
import type { FileKind } from './file-kind.ts'
import { allowsBare } from './read-bare.ts'
import { type KeyPlace, LOOK_BACK } from './site.ts'

const [TAB, LINE_FEED, RETURN, BLANK] = [0x09, 0x0a, 0x0d, 0x20]
const [DOUBLE, SINGLE, BACKTICK, BACKSLASH, AMPERSAND, SMART] = [0x22, 0x27, 0x60, 0x5c, 0x26, 0xe2]
const [EQUALS, COLON, QUESTION, GREATER, LESS, COMMA, OPEN] = [0x3d, 0x3a, 0x3f, 0x3e, 0x3c, 0x2c, 0x28]
const [PLUS, MINUS, BANG, BAR, OPEN_SQUARE, CLOSE_SQUARE, CLOSE, DOT] = [
  ...[0x2b, 0x2d, 0x21, 0x7c],
  ...[0x5b, 0x5d, 0x29, 0x2e],
] as const
/** Longest parts of the expressions in `read-assigned.ts`. */
const [BLANKS, TYPE, NAME] = [20, 64, 180]

/**
 * False only where none of `readPair`, `readAssigned` and `readFlag` finds a value for the name: told by a few bytes round it,
 * before any string is built. Nearly all names in code are passed on, compared or called.
 */
export function mayBeGiven(text: ByteRange, place: KeyPlace, kind: FileKind): boolean {
  return mayBeAssigned(text, place, kind) || mayBeFlag(text, place) || mayBePair(text, place)
}

/** The byte at an offset, 0 outside the text. */
function byteAt({ buffer, start, end }: ByteRange, at: number): number {
  return at >= start && at < end ? (buffer[at] as number) : 0
}

/** `"name": "`, `key="`: an operator, and before it the last letter of one of a few words. */
function mayBePair(text: ByteRange, { keyStart }: KeyPlace): boolean {
  let at = keyStart - 1
  if (isQuote(byteAt(text, at))) at--
  if (byteAt(text, at) === BACKSLASH) at--
  at = beforeBlanks(text, at)
  if (byteAt(text, at) !== COLON && byteAt(text, at) !== EQUALS) return false
  at = beforeBlanks(text, at - 1)
  if (isQuote(byteAt(text, at))) at--
  return 'eydv'.includes(String.fromCharCode(byteAt(text, at) | 0x20))
}

/** `--password `, `ENV PASSWORD `: a blank or `=` behind, and a hyphen or the word of a statement before. */
function mayBeFlag(text: ByteRange, { keyStart, keyEnd }: KeyPlace): boolean {
  const behind = byteAt(text, keyEnd)
  if (behind !== BLANK && behind !== TAB && behind !== EQUALS) return false
  if (byteAt(text, keyStart) === MINUS) return true
  const last = byteAt(text, beforeBlanks(text, keyStart - 1))
  if (!isSpace(byteAt(text, keyStart - 1))) return false
  return 'VHDT'.includes(String.fromCharCode(last)) || holdsLogin(text, keyStart)
}

function holdsLogin({ buffer, start }: ByteRange, to: number): boolean {
  for (let at = Math.max(start, to - LOOK_BACK); at + 5 < to; at++) {
    if (buffer[at] === 0x6c && buffer[at + 1] === 0x6f && buffer[at + 2] === 0x67) return true
  }
  return false
}

function mayBeAssigned(text: ByteRange, place: KeyPlace, kind: FileKind): boolean {
  const { keyStart, keyEnd } = place
  const first = byteAt(text, keyEnd)
  if (first === AMPERSAND || first === SMART) return true // a quote in another spelling
  const at = behindClosing(text, keyEnd)
  const sign = byteAt(text, at)
  const behind = byteAt(text, at + 1)
  const isOpen = allowsBare(kind)
  switch (sign) {
    case OPEN:
      return mayBeLiteral(text, at + 1)
    case COMMA:
      return (
        isQuote(byteAt(text, keyStart - 1)) && (isQuote(first) || first === BACKSLASH) && mayBeLiteral(text, at + 1)
      )
    case GREATER:
      return isTag(text, keyStart)
    case COLON:
      if (behind === COLON) return false
      return isOpen || mayBeLiteral(text, at + (behind === EQUALS ? 2 : 1)) || isTyped(text, at + 1)
    case QUESTION:
      if (behind === COLON) return isTyped(text, at + 2)
      return (behind === EQUALS || behind === QUESTION) && (isOpen || mayBeLiteral(text, behindSign(text, at)))
    case EQUALS:
      return (
        isOpen || mayBeLiteral(text, behindSign(text, at)) || (at === keyEnd && opensQuery(byteAt(text, keyStart - 1)))
      )
    case BANG:
    case PLUS:
    case BAR:
      return (behind === EQUALS || behind === BAR) && (isOpen || mayBeLiteral(text, behindSign(text, at)))
    default:
      return false
  }
}

/** Behind the quote and the brackets that close a name, and blanks. */
function behindClosing(text: ByteRange, keyEnd: number): number {
  let at = keyEnd
  while (byteAt(text, at) === BACKSLASH && at - keyEnd < 3) at++
  if (isQuote(byteAt(text, at))) at++
  for (let count = 0; count < 2 && (byteAt(text, at) === CLOSE_SQUARE || byteAt(text, at) === CLOSE); count++) at++
  const blanks = at
  while (at - blanks < BLANKS && isBlank(byteAt(text, at))) at++
  return at
}

/** Behind all characters that operators are made of. */
function behindSign(text: ByteRange, from: number): number {
  let at = from
  for (let byte = byteAt(text, at); isSign(byte) && at - from < 3; byte = byteAt(text, at)) at++
  return at
}

function isSign(byte: number): boolean {
  return byte === EQUALS || byte === BANG || byte === PLUS || byte === BAR || byte === QUESTION || byte === GREATER
}

/** True where a string may begin, or a call or lookup that ends in one: `"`, `b'`, `Buffer.from("`, `env.KEY || "`. */
function mayBeLiteral(text: ByteRange, from: number): boolean {
  let at = behindBreak(text, behindBlanks(text, from))
  const first = byteAt(text, at)
  if (opensString(first) || first === OPEN_SQUARE) return true
  const name = at
  while (at - name < NAME && isNameByte(byteAt(text, at))) at++
  if (at === name) return false
  const next = byteAt(text, at)
  if (next === OPEN) return opensLiteral(byteAt(text, behindSpace(text, at + 1)))
  if (opensString(next) || next === BAR || next === QUESTION) return true
  if (!isSpace(next)) return false
  if (at - name === 3 && byteAt(text, name) === 0x6e) return true // `new `
  const behind = byteAt(text, behindSpace(text, at))
  return behind === BAR || behind === QUESTION || behind === 0x6f // `or`
}

/** `string = `: letters and what types are made of, then an operator between blanks. */
function isTyped(text: ByteRange, from: number): boolean {
  let at = behindBlanks(text, from)
  for (const start = at; at - start < TYPE; at++) {
    const byte = byteAt(text, at)
    if (byte === EQUALS) return isBlank(byteAt(text, at - 1)) && isBlank(byteAt(text, at + 1))
    if (!isTypeByte(byte)) return false
  }
  return false
}

function isTag(text: ByteRange, keyStart: number): boolean {
  let at = keyStart - 1
  while (keyStart - at <= LOOK_BACK && isTagByte(byteAt(text, at))) at--
  return byteAt(text, at) === LESS
}

function beforeBlanks(text: ByteRange, from: number): number {
  let at = from
  while (from - at < LOOK_BACK && isSpace(byteAt(text, at))) at--
  return at
}

function behindBlanks(text: ByteRange, from: number): number {
  let at = from
  while (isBlank(byteAt(text, at))) at++
  return at
}

function behindSpace(text: ByteRange, from: number): number {
  let at = from
  while (isSpace(byteAt(text, at))) at++
  return at
}

function behindBreak(text: ByteRange, from: number): number {
  let at = from
  if (byteAt(text, at) === BACKSLASH) at++
  if (byteAt(text, at) === RETURN) at++
  return byteAt(text, at) === LINE_FEED ? behindBlanks(text, at + 1) : from
}

function isBlank(byte: number): boolean {
  return byte === BLANK || byte === TAB
}

/** What `\s` stands for in Latin-1. */
function isSpace(byte: number): boolean {
  return byte === BLANK || (byte >= TAB && byte <= RETURN) || byte === 0xa0
}

function isQuote(byte: number): boolean {
  return byte === DOUBLE || byte === SINGLE || byte === BACKTICK
}

function opensString(byte: number): boolean {
  return isQuote(byte) || byte === BACKSLASH || byte === AMPERSAND || byte === SMART
}

/** A quote or the prefix of one: `r"`, `String"`. */
function opensLiteral(byte: number): boolean {
  return opensString(byte) || 'rbuRBUL@$Ss'.includes(String.fromCharCode(byte))
}

/** Before the name of a parameter. */
function opensQuery(byte: number): boolean {
  return isQuote(byte) || byte === QUESTION || byte === AMPERSAND || byte === 0x3b || byte === 0x23
}

function isWordByte(byte: number): boolean {
  const letter = byte | 0x20
  return (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f
}

/** `[\w.$[\]:@]` */
function isNameByte(byte: number): boolean {
  if (isWordByte(byte) || byte === DOT || byte === 0x24) return true
  return byte === OPEN_SQUARE || byte === CLOSE_SQUARE || byte === COLON || byte === 0x40
}

/** `[\w<>[\]|?.&' \t]` */
function isTypeByte(byte: number): boolean {
  if (isWordByte(byte) || isBlank(byte) || byte === DOT || byte === BAR || byte === QUESTION) return true
  const isAngle = byte === LESS || byte === GREATER
  return isAngle || byte === OPEN_SQUARE || byte === CLOSE_SQUARE || byte === AMPERSAND || byte === SINGLE
}

/** `[\w:.-]` */
function isTagByte(byte: number): boolean {
  return isWordByte(byte) || byte === COLON || byte === DOT || byte === MINUS
}
