import type { ByteRange } from '../../model/blob.ts'
import { byteTable } from '../byte-table.ts'
import type { SecretSpan } from '../match-pattern.ts'

/** Length of the shortest run that is looked into: 20 bytes of a secret in base64, wherever they begin. */
const SHORTEST = 27
const PADDING = 0x3d
const isCode = byteTable('A-Za-z0-9+/_-')

/** True for a character of base64, URL-safe base64 or hex. */
export function isCodeByte(byte: number | undefined): boolean {
  return byte !== undefined && isCode[byte] === 1
}

/** All runs of at least 27 characters of base64, URL-safe base64 or hex, of the text's long runs; padding ends one. */
export function encodedRuns({ buffer }: ByteRange, longRuns: readonly number[]): readonly SecretSpan[] {
  const runs: SecretSpan[] = []
  for (let i = 0; i < longRuns.length; i += 2) {
    const end = longRuns[i + 1] as number
    for (let start = longRuns[i] as number; end - start >= SHORTEST; ) {
      let stop = start
      while (stop < end && buffer[stop] !== PADDING) stop++
      if (stop - start >= SHORTEST) runs.push({ start, end: stop })
      start = stop + 1
    }
  }
  return runs
}

/** The run that holds `[from, to)`, all of which is known to be part of it. */
export function runRound({ buffer, start, end }: ByteRange, from: number, to: number): SecretSpan {
  while (from > start && isCodeByte(buffer[from - 1])) from--
  while (to < end && isCodeByte(buffer[to])) to++
  return { start: from, end: to }
}
