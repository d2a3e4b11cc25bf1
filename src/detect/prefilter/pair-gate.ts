import { unfoldByte } from './fold.ts'
import type { Quad } from './quad-set.ts'

const BUCKETS = 32
const PAIRS = 1 << 16
const EVERY_BYTE = Array.from({ length: 256 }, (_, byte) => byte)
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/**
 * Two tables over pairs of bytes, one bit a bucket of keywords. A keyword can stand at a place only where
 * `first[pair] & second[next pair]` is not zero, looked up at every second offset. Pairs are 16-bit words as the machine
 * reads them.
 */
export interface PairGate {
  readonly first: Uint32Array
  readonly second: Uint32Array
}

/**
 * What a keyword shows to looks that are two bytes apart: four bytes from its first where it begins at a look, and,
 * where it begins between two, four from its second or, for a keyword of three bytes, the byte before it and those.
 */
export function quadsOf(keyword: string): readonly [Quad, Quad] {
  const at = (i: number) => (i < keyword.length ? keyword.charCodeAt(i) : null)
  const [a, b, c] = [keyword.charCodeAt(0), keyword.charCodeAt(1), keyword.charCodeAt(2)]
  return [[a, b, c, at(3)], isShort(keyword) ? [null, a, b, c] : [b, c, keyword.charCodeAt(3), at(4)]]
}

/** A keyword of three bytes: between two looks, its second and third byte alone would open the gate too often. */
export function isShort(keyword: string | Uint8Array): boolean {
  return keyword.length < 4
}

/** The gate for keywords of at least three lower-case bytes. Neighbours in alphabetical order share a bucket. */
export function buildPairGate(keywords: readonly string[]): PairGate {
  const gate = { first: new Uint32Array(PAIRS), second: new Uint32Array(PAIRS) }
  const quads = keywords.flatMap(quadsOf).sort(byBytes)
  const share = Math.max(1, Math.ceil(quads.length / BUCKETS))
  for (const [i, [a, b, c, d]] of quads.entries()) {
    const bit = 1 << Math.floor(i / share)
    for (const pair of pairsOf(a, b)) gate.first[pair] = (gate.first[pair] as number) | bit
    for (const pair of pairsOf(c, d)) gate.second[pair] = (gate.second[pair] as number) | bit
  }
  return gate
}

/** The gate as bytes, for `readPairGate` on a machine of the same byte order. */
export function pairGateBytes({ first, second }: PairGate): Uint8Array {
  return Buffer.concat([Buffer.from(first.buffer), Buffer.from(second.buffer)])
}

/**
 * The gate that a build on a little-endian machine has written; null on a machine of the other byte order, where it has
 * to be built.
 */
export function readPairGate(bytes: Uint8Array): PairGate | null {
  if (!IS_LITTLE_ENDIAN) return null
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes)
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, 2 * PAIRS)
  return { first: words.subarray(0, PAIRS), second: words.subarray(PAIRS) }
}

function byBytes(a: Quad, b: Quad): number {
  for (let i = 0; i < 4; i++) {
    const order = (a[i] ?? 256) - (b[i] ?? 256)
    if (order !== 0) return order
  }
  return 0
}

/** All words that two bytes make, in either letter case. */
function* pairsOf(one: number | null, two: number | null): Generator<number> {
  for (const a of one === null ? EVERY_BYTE : unfoldByte(one)) {
    for (const b of two === null ? EVERY_BYTE : unfoldByte(two)) yield IS_LITTLE_ENDIAN ? a | (b << 8) : (a << 8) | b
  }
}
