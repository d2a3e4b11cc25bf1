import type { Excerpt } from '../model/match.ts'
import type { Text } from './decode-text.ts'
import type { SecretSpan } from './match-pattern.ts'
import type { SpanSet } from './span-set.ts'

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
/** Bytes of the line that are shown on either side of the secret. */
const REACH = 80
const MASK = '****'
/** Runs that may be a secret that no rule knows: as long as a token and of more than one kind of character. */
const TOKEN_LIKE = /(?=[A-Za-z_+/=-]*\d)(?=[\d_+/=-]*[A-Za-z])[A-Za-z0-9_+/=-]{20,}/g

/** What of a secret's line may be shown. */
export interface ExcerptRequest {
  readonly text: Text
  readonly lineStart: number
  readonly startLine: number
  readonly secret: SecretSpan
  /** Masked form of the secret itself. */
  readonly redacted: string
  /** Every span of the text that is not to be shown, the secret's own among them. */
  readonly masked: SpanSet
}

/**
 * The secret's line, cut to a readable width: every match of every rule on it is masked, and so is whatever else on it
 * looks like a token. Only the first line of a secret of several lines is shown.
 */
export function excerptOf(request: ExcerptRequest): Excerpt {
  const { text, lineStart, secret } = request
  const from = Math.max(lineStart, secret.start - REACH)
  const to = lineEnd(text, secret.start, secret.end)
  const before = (from > lineStart ? '…' : '') + showSpan(request, from, secret.start)
  const after = showSpan(request, secret.end, Math.max(secret.end, to)) + (isCut(text, to) ? '…' : '')
  return {
    firstLine: request.startLine,
    lines: [before + request.redacted + after],
    caretLine: 0,
    caretColumn: before.length,
    caretLength: request.redacted.length,
  }
}

/** End of what is shown: the end of the line or of the reach; the secret's end where it runs over the line. */
function lineEnd({ buffer, end }: Text, from: number, secretEnd: number): number {
  const limit = Math.min(end, secretEnd + REACH)
  const at = buffer.subarray(from, limit).indexOf(LINE_FEED)
  const stop = at < 0 ? limit : from + at
  return stop > from && buffer[stop - 1] === CARRIAGE_RETURN ? stop - 1 : stop
}

function isCut({ buffer, end }: Text, to: number): boolean {
  return to < end && buffer[to] !== LINE_FEED && buffer[to] !== CARRIAGE_RETURN
}

function showSpan({ text, masked }: ExcerptRequest, from: number, to: number): string {
  let shown = ''
  let at = from
  for (const span of masked.within(from, to)) {
    if (span.start > at) shown += plain(text, at, span.start)
    shown += MASK
    at = span.end
  }
  return at < to ? shown + plain(text, at, to) : shown
}

/** `text` with every run masked that may be a secret which no rule knows. */
export function maskTokens(text: string): string {
  return text.replace(TOKEN_LIKE, MASK)
}

function plain({ buffer }: Text, from: number, to: number): string {
  return maskTokens(buffer.toString('utf8', from, to))
}
