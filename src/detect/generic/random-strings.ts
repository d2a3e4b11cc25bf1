import { byteTable } from '../byte-table.ts'
import type { Text } from '../decode-text.ts'
import type { SecretSpan } from '../match-pattern.ts'
import { shannonEntropy } from './entropy.ts'

const LONGEST = 120
const isQuote = byteTable('"\'`')
/** Digests, UUIDs, integrity values, names joined as in code: random or long, and no secrets by themselves. */
const NOT_SECRET =
  /^[0-9a-f-]+$|^[0-9A-F-]+$|^sha\d{3}-|^[A-Za-z]+(?:[-_/][A-Za-z]+)+$|^data:|^[a-z]+$|^[A-Z_]+$|\/.*\/.*\//

/** Of a text's long runs the quoted ones whose characters are as mixed as random ones of that length: base64, base62. */
export function* randomStrings(text: Text, longRuns: readonly number[]): Generator<SecretSpan> {
  for (let i = 0; i < longRuns.length; i += 2) {
    const run = { start: longRuns[i] as number, end: longRuns[i + 1] as number }
    if (isQuoted(text, run) && looksRandom(text.buffer, run)) yield run
  }
}

function isQuoted({ buffer, start, end }: Text, run: SecretSpan): boolean {
  if (run.start === start || run.end === end) return false
  return isQuote[buffer[run.start - 1] as number] === 1 && isQuote[buffer[run.end] as number] === 1
}

function looksRandom(buffer: Buffer, { start, end }: SecretSpan): boolean {
  const length = end - start
  if (length > LONGEST) return false
  const value = buffer.toString('latin1', start, end)
  if (NOT_SECRET.test(value) || !/\d/.test(value) || !/[a-z]/.test(value) || !/[A-Z]/.test(value)) return false
  return shannonEntropy(value) >= leastEntropy(length)
}

/** Mean entropy of random base62 strings of this length, less a margin of about three standard deviations. */
function leastEntropy(length: number): number {
  return Math.log2(Math.min(62, length)) - 0.6
}
