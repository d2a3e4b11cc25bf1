import type { Text } from './decode-text.ts'

/** Where a rule's secret stands: byte offsets in the text. */
export interface SecretSpan {
  readonly start: number
  readonly end: number
}

/** All secrets that `pattern` (flags `dg`, named group `secret`) finds in `text[from, to)`; bytes are read as Latin-1, so that one is one character. */
export function* matchPattern(pattern: RegExp, text: Text, from: number, to: number): Generator<SecretSpan> {
  const window = text.buffer.toString('latin1', from, to)
  pattern.lastIndex = 0
  for (let match = pattern.exec(window); match !== null; match = pattern.exec(window)) {
    const [start, end] = match.indices?.groups?.['secret'] ?? [match.index, match.index + match[0].length]
    if (end > start) yield { start: from + start, end: from + end }
    // what follows the secret may be the lead-in of the next one
    pattern.lastIndex = Math.max(end, match.index + 1)
  }
}
