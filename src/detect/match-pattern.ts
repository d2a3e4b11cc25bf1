import type { Text } from './decode-text.ts'
import type { RuleWindow } from './rule-windows.ts'

/** Where a rule's secret stands: byte offsets in the text. */
export interface SecretSpan {
  readonly start: number
  readonly end: number
}

/**
 * All secrets that `pattern` (flags `dg`, or `dy` where the window knows where matches begin; named group `secret`) finds
 * in the window's ranges; bytes are read as Latin-1, so that one is one character.
 */
export function matchPattern(pattern: RegExp, text: Text, { ranges, starts }: RuleWindow): readonly SecretSpan[] {
  const spans: SecretSpan[] = []
  const begins = pattern.sticky ? ascending(starts) : []
  let next = 0
  for (let i = 0; i < ranges.length; i += 2) {
    const from = ranges[i] as number
    const to = ranges[i + 1] as number
    const window = text.buffer.toString('latin1', from, to)
    pattern.lastIndex = 0
    if (!pattern.sticky) {
      while (matchNext(pattern, window, from, spans)) {}
      continue
    }
    let free = from
    for (; next < begins.length && (begins[next] as number) < to; next++) {
      const begin = begins[next] as number
      if (begin < free) continue
      pattern.lastIndex = begin - from
      if (matchNext(pattern, window, from, spans)) free = from + pattern.lastIndex
    }
  }
  return spans
}

/** Adds the secret of the next match; false where there is none. */
function matchNext(pattern: RegExp, window: string, from: number, spans: SecretSpan[]): boolean {
  const match = pattern.exec(window)
  if (match === null) return false
  const [start, end] = match.indices?.groups?.['secret'] ?? [match.index, match.index + match[0].length]
  if (end > start) spans.push({ start: from + start, end: from + end })
  // what follows the secret may be the lead-in of the next one
  pattern.lastIndex = Math.max(end, match.index + 1)
  return true
}

/** The offsets in ascending order; several keywords may tell of one. */
function ascending(offsets: number[]): number[] {
  for (let i = 1; i < offsets.length; i++) {
    if ((offsets[i] as number) < (offsets[i - 1] as number)) return offsets.sort((a, b) => a - b)
  }
  return offsets
}
