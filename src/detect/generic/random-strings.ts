import type { Text } from '../decode-text.ts'
import type { SecretSpan } from '../match-pattern.ts'
import { shannonEntropy } from './entropy.ts'

const SHORTEST = 24
const LONGEST = 120
const isRunByte = Array.from({ length: 256 }, (_, byte) => /[A-Za-z0-9+/=_-]/.test(String.fromCharCode(byte)))
const isQuote = (byte: number | undefined) => byte === 0x22 || byte === 0x27 || byte === 0x60
/** Digests, UUIDs, integrity values, names joined as in code: random or long, and no secrets by themselves. */
const NOT_SECRET =
  /^[0-9a-f-]+$|^[0-9A-F-]+$|^sha\d{3}-|^[A-Za-z]+(?:[-_/][A-Za-z]+)+$|^data:|^[a-z]+$|^[A-Z_]+$|\/.*\/.*\//

/**
 * Quoted strings of one alphabet whose characters are as mixed as random ones of that length: base64, base62. A look at
 * every `SHORTEST`th byte finds every run of that length.
 */
export function* randomStrings(text: Text): Generator<SecretSpan> {
  const { buffer, start, end } = text
  for (let at = start + SHORTEST - 1; at < end; ) {
    if (!isRunByte[buffer[at] as number]) {
      at += SHORTEST
      continue
    }
    const run = runAround(text, at)
    if (isQuote(buffer[run.start - 1]) && isQuote(buffer[run.end]) && looksRandom(buffer, run)) yield run
    at = run.end + SHORTEST
  }
}

function runAround({ buffer, start, end }: Text, at: number): SecretSpan {
  let from = at
  let to = at + 1
  while (from > start && isRunByte[buffer[from - 1] as number]) from--
  while (to < end && isRunByte[buffer[to] as number]) to++
  return { start: from, end: to }
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
