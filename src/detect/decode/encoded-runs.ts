import type { ByteRange } from '../../model/blob.ts'
import type { SecretSpan } from '../match-pattern.ts'

/** Pairs of bytes in the shortest run that is found wherever it begins: 27 bytes, 20 of a secret in base64. */
const PAIRS_IN_RUN = 13
const isCode = Uint8Array.from({ length: 256 }, (_, byte) => Number(/[A-Za-z0-9+/_-]/.test(String.fromCharCode(byte))))
const isCodePair = Uint8Array.from(
  { length: 1 << 16 },
  (_, pair) => (isCode[pair & 0xff] as number) & (isCode[pair >> 8] as number),
)

/** True for a character of base64, URL-safe base64 or hex. */
export function isCodeByte(byte: number | undefined): boolean {
  return byte !== undefined && isCode[byte] === 1
}

/**
 * All runs of at least 27 characters of base64, URL-safe base64 or hex; runs of 25 and 26 where they happen to be seen.
 * A look at the last pair of a run's length, and back from there to the first that cannot be in one, skips the most of
 * any text (Boyer and Moore).
 */
export function encodedRuns(text: ByteRange): readonly SecretSpan[] {
  const { buffer, start, end } = text
  const runs: SecretSpan[] = []
  const base = buffer.byteOffset
  const words = new Uint16Array(buffer.buffer, 0, buffer.buffer.byteLength >> 1)
  const last = (base + end) >> 1
  let at = ((base + start + 1) >> 1) + PAIRS_IN_RUN - 1
  while (at < last) {
    const first = at - PAIRS_IN_RUN + 1
    let i = at
    while (i >= first && isCodePair[words[i] as number] === 1) i--
    if (i >= first) {
      at = i + PAIRS_IN_RUN
      continue
    }
    const run = runRound(text, 2 * first - base, 2 * (at + 1) - base)
    runs.push(run)
    at = ((base + run.end) >> 1) + PAIRS_IN_RUN
  }
  return runs
}

/** The run that holds `[from, to)`, all of which is known to be part of it. */
export function runRound({ buffer, start, end }: ByteRange, from: number, to: number): SecretSpan {
  while (from > start && isCodeByte(buffer[from - 1])) from--
  while (to < end && isCodeByte(buffer[to])) to++
  return { start: from, end: to }
}
