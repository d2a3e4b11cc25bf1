import type { Text } from '../decode-text.ts'
import type { SecretSpan } from '../match-pattern.ts'
import { byteTable } from './byte-table.ts'
import { shannonEntropy } from './entropy.ts'

const SHORTEST = 24
const LONGEST = 120
const isRunByte = byteTable(/[A-Za-z0-9+/=_-]/)
const isQuote = byteTable(/["'`]/)
/** Digests, UUIDs, integrity values, names joined as in code: random or long, and no secrets by themselves. */
const NOT_SECRET =
  /^[0-9a-f-]+$|^[0-9A-F-]+$|^sha\d{3}-|^[A-Za-z]+(?:[-_/][A-Za-z]+)+$|^data:|^[a-z]+$|^[A-Z_]+$|\/.*\/.*\//

/**
 * Quoted strings of one alphabet whose characters are as mixed as random ones of that length: base64, base62. Looks back
 * from every place at which a run of `SHORTEST` could end; the first byte that breaks it says where the next could.
 */
export function* randomStrings(text: Text): Generator<SecretSpan> {
  const { buffer, start, end } = text
  for (let at = start + SHORTEST - 1; at < end; ) {
    const first = at - SHORTEST + 1
    let from = at
    while (from >= first && isRunByte[buffer[from] as number] === 1) from--
    if (from >= first) {
      at = from + SHORTEST
      continue
    }
    const run = runAround(text, first, at)
    if (isQuoted(text, run) && looksRandom(buffer, run)) yield run
    at = run.end + SHORTEST
  }
}

/** The whole run of which `[first, last]` is a part. */
function runAround({ buffer, start, end }: Text, first: number, last: number): SecretSpan {
  let from = first
  let to = last + 1
  while (from > start && isRunByte[buffer[from - 1] as number] === 1) from--
  while (to < end && isRunByte[buffer[to] as number] === 1) to++
  return { start: from, end: to }
}

function isQuoted({ buffer, start, end }: Text, run: SecretSpan): boolean {
  if (run.start === start || run.end === end) return false
  return isQuote[buffer[run.start - 1] as number] === 1 && isQuote[buffer[run.end] as number] === 1
}

function looksRandom(buffer: Buffer, { start, end }: SecretSpan): boolean {
  const length = end - start
  if (length < SHORTEST || length > LONGEST) return false
  const value = buffer.toString('latin1', start, end)
  if (NOT_SECRET.test(value) || !/\d/.test(value) || !/[a-z]/.test(value) || !/[A-Z]/.test(value)) return false
  return shannonEntropy(value) >= leastEntropy(length)
}

/** Mean entropy of random base62 strings of this length, less a margin of about three standard deviations. */
function leastEntropy(length: number): number {
  return Math.log2(Math.min(62, length)) - 0.6
}
