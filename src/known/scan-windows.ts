import type { ByteRange } from '../model/blob.ts'
import { ANCHOR, type AnchorIndex, NONE, passesSieve, windowHash } from './anchor-index.ts'
import { scanSeam } from './scan-seam.ts'

/** Bytes of a window that the sieve is asked about. */
const WINDOW = 5
const LINE_FEEDS = 0x0a0a0a0a
const BACKSLASHES = 0x5c5c5c5c
const ONES = 0x01010101
const HIGH_BITS = 0x80808080 | 0
const LINE_FEED = 0x0a
const BACKSLASH = 0x5c

/**
 * Takes an anchor that a text holds: its number in the index and where it begins. Where a line break stands in it, its
 * first `split` bytes begin at `before` and the others at `behind`; else `split` is 0.
 */
export type OnAnchor = (entry: number, before: number, behind: number, split: number) => void

/**
 * Finds every anchor in a text, those with a line break in them as well. Reads four bytes at a time. The order of bytes
 * in a word is that of the machines which Node runs on, all but s390x: lowest first.
 */
export function scanWindows(text: ByteRange, index: AnchorIndex, onAnchor: OnAnchor): void {
  const { buffer, start, end } = text
  const { bits, shift } = index.sieve
  const base = buffer.byteOffset
  const words = new Int32Array(buffer.buffer, 0, buffer.buffer.byteLength >>> 2)
  const first = (base + start + 3) >>> 2
  const last = Math.min((base + end - WINDOW) >> 2, words.length - 2)
  let word = (words[first] ?? 0) | 0
  for (let i = first; i <= last; i++) {
    const next = words[i + 1] as number
    if (passesSieve(bits, shift, windowHash(word, next & 0xff))) lookUp(text, index, 4 * i - base, onAnchor)
    const feeds = word ^ LINE_FEEDS
    const slashes = word ^ BACKSLASHES
    if (((((feeds - ONES) & ~feeds) | ((slashes - ONES) & ~slashes)) & HIGH_BITS) !== 0) {
      scanSeams(text, index, 4 * i - base, 4 * i - base + 4, onAnchor)
    }
    word = next
  }
  const scanned = Math.max(first, last + 1)
  scanSeams(text, index, start, Math.min(end, 4 * first - base), onAnchor)
  scanSeams(text, index, Math.max(start, 4 * scanned - base), end, onAnchor)
  // the buffer may end before the word does in which the last window ends
  for (let at = 4 * scanned - base; at <= end - WINDOW; at += 4) if (at >= start) lookUp(text, index, at, onAnchor)
}

/** Looks for the anchors that have the window at `at` inside. */
function lookUp({ buffer, start, end }: ByteRange, index: AnchorIndex, at: number, onAnchor: OnAnchor): void {
  const from = Math.max(start, at - 3)
  const to = Math.min(at, end - ANCHOR)
  for (let place = from; place <= to; place++) {
    const low = wordAt(buffer, place)
    const high = wordAt(buffer, place + 4)
    for (let entry = index.lastOf(low, high); entry !== NONE; entry = index.before(entry)) {
      onAnchor(entry, place, place, 0)
    }
  }
}

function wordAt(buffer: Buffer, at: number): number {
  return (
    (buffer[at] as number) |
    ((buffer[at + 1] as number) << 8) |
    ((buffer[at + 2] as number) << 16) |
    ((buffer[at + 3] as number) << 24)
  )
}

function scanSeams(text: ByteRange, index: AnchorIndex, from: number, to: number, onAnchor: OnAnchor): void {
  for (let at = from; at < to; at++) {
    const byte = text.buffer[at]
    if (byte === LINE_FEED || byte === BACKSLASH) scanSeam(text, index, at, onAnchor)
  }
}
