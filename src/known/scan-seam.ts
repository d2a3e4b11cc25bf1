import type { ByteRange } from '../model/blob.ts'
import { ANCHOR, type AnchorIndex, NONE } from './anchor-index.ts'
import { behindGap, LONGEST_INDENT } from './line-gap.ts'
import type { OnAnchor } from './scan-windows.ts'

const LINE_FEED = 0x0a
const SPACE = 0x20
/** What stands before the break itself in a gap, at most: blanks, a quote, a plus. */
const REACH = 2 * LONGEST_INDENT + 8

/** Letters, digits and signs that codes and tokens are made of. A folded text has them on either side of its folds. */
const IS_CODE = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9+/=_.%~-]/.test(String.fromCharCode(byte)) ? 1 : 0,
)

/** Finds the anchors that the line break at `at`, a line feed or the backslash of `\n`, cuts in two. */
export function scanSeam(text: ByteRange, index: AnchorIndex, at: number, onAnchor: OnAnchor): void {
  const left = leftOf(text, at)
  if (left < 0) return
  const right = behindGap(text, left)
  if (right < 0 || right <= at) return
  const before = runBack(text, left)
  const behind = runForward(text, right)
  if (before + behind < ANCHOR) return
  for (let split = Math.max(1, ANCHOR - behind); split <= before && split < ANCHOR; split++) {
    const low = joinedWord(text, left - split, split, right, 0)
    const high = joinedWord(text, left - split, split, right, 4)
    for (let entry = index.lastOf(low, high); entry !== NONE; entry = index.before(entry)) {
      onAnchor(entry, left - split, right, split)
    }
  }
}

/** Where the gap begins that the break belongs to; -1 where no code stands right before it. */
function leftOf({ buffer, start }: ByteRange, at: number): number {
  if (buffer[at] !== LINE_FEED) return at > start && IS_CODE[buffer[at - 1] as number] === 1 ? at : -1
  let from = at
  if (from > start && buffer[from - 1] === 0x0d) from--
  if (from <= start) return -1
  if (IS_CODE[buffer[from - 1] as number] === 1 && !endsString(buffer, start, from)) return from
  for (const least = Math.max(start, at - REACH); from > least && isTrailing(buffer[from - 1] as number); ) from--
  return from > start && IS_CODE[buffer[from - 1] as number] === 1 ? from : -1
}

/** `"abc" +` ends in a sign that code may end in as well. */
function endsString(buffer: Buffer, start: number, from: number): boolean {
  let at = from
  while (at > start && (buffer[at - 1] === 0x2b || buffer[at - 1] === 0x2e || buffer[at - 1] === SPACE)) at--
  return at < from && at > start && isQuote(buffer[at - 1] as number)
}

function isTrailing(byte: number): boolean {
  return (
    byte === SPACE || byte === 0x09 || byte === 0x2b || byte === 0x2e || byte === 0x2c || byte === 0x5c || isQuote(byte)
  )
}

function isQuote(byte: number): boolean {
  return byte === 0x22 || byte === 0x27 || byte === 0x60
}

function runBack({ buffer, start }: ByteRange, at: number): number {
  let length = 0
  while (length < ANCHOR && at - length > start && IS_CODE[buffer[at - length - 1] as number] === 1) length++
  return length
}

function runForward({ buffer, end }: ByteRange, at: number): number {
  let length = 0
  while (length < ANCHOR && at + length < end && IS_CODE[buffer[at + length] as number] === 1) length++
  return length
}

/** Four bytes of the eight, from number `from` on, of which the first `split` stand at `before` and the rest at `behind`. */
function joinedWord({ buffer }: ByteRange, before: number, split: number, behind: number, from: number): number {
  let word = 0
  for (let i = 3; i >= 0; i--) {
    const place = from + i
    const byte = place < split ? buffer[before + place] : buffer[behind + place - split]
    word = (word << 8) | (byte as number)
  }
  return word
}
