import type { ByteRange } from '../../model/blob.ts'
import { byteTable } from '../byte-table.ts'
import type { Text } from '../decode-text.ts'
import type { SecretSpan } from '../match-pattern.ts'
import { shannonEntropy } from './entropy.ts'

const LONGEST = 120
const isQuote = byteTable('"\'`')
/** Digits, small letters and capitals, a bit each. */
const ALL_KINDS = 7
/** Digests, UUIDs, integrity values, names joined as in code: random or long, and no secrets by themselves. */
const NOT_SECRET =
  /^[0-9a-f-]+$|^[0-9A-F-]+$|^sha\d{3}-|^[A-Za-z]+(?:[-_/][A-Za-z]+)+$|^data:|^[a-z]+$|^[A-Z_]+$|\/.*\/.*\//

/** Of a text's long runs the quoted ones whose characters are as mixed as random ones of that length: base64, base62. */
export function* randomStrings(text: Text, longRuns: readonly number[]): Generator<SecretSpan> {
  for (let i = 0; i < longRuns.length; i += 2) {
    const run = { start: longRuns[i] as number, end: longRuns[i + 1] as number }
    if (mayBeRandom(text, run) && looksRandom(text.buffer, run)) yield run
  }
}

/** True for a run in quotes, not too long, that has digits, small letters and capitals. */
export function mayBeRandom(text: ByteRange, run: SecretSpan): boolean {
  return run.end - run.start <= LONGEST && isQuoted(text, run) && kindsOf(text.buffer, run) === ALL_KINDS
}

function isQuoted({ buffer, start, end }: ByteRange, run: SecretSpan): boolean {
  if (run.start === start || run.end === end) return false
  return isQuote[buffer[run.start - 1] as number] === 1 && isQuote[buffer[run.end] as number] === 1
}

function looksRandom(buffer: Buffer, { start, end }: SecretSpan): boolean {
  const value = buffer.toString('latin1', start, end)
  return !NOT_SECRET.test(value) && shannonEntropy(value) >= leastEntropy(end - start)
}

function kindsOf(buffer: Buffer, { start, end }: SecretSpan): number {
  let kinds = 0
  for (let at = start; at < end; at++) kinds |= kindOf(buffer[at] as number)
  return kinds
}

function kindOf(byte: number): number {
  if (byte >= 0x61) return byte <= 0x7a ? 1 : 0
  if (byte >= 0x41) return byte <= 0x5a ? 2 : 0
  return byte >= 0x30 && byte <= 0x39 ? 4 : 0
}

/** Mean entropy of random base62 strings of this length, less a margin of about three standard deviations. */
function leastEntropy(length: number): number {
  return Math.log2(Math.min(62, length)) - 0.6
}
