import type { Match } from '../model/match.ts'

/** `text`, which stands at `offset`, with the bytes of every match in it replaced by the match's masked form. */
export function maskSpans(text: string, offset: number, matches: readonly Match[]): string {
  const spans = [...matches].sort((a, b) => a.start - b.start)
  let masked = ''
  let at = 0
  for (const span of spans) {
    const start = Math.max(span.start - offset, at)
    const end = Math.min(span.end - offset, text.length)
    if (end <= at) continue
    masked += text.slice(at, start) + span.secret.redacted
    at = end
  }
  return masked + text.slice(at)
}
