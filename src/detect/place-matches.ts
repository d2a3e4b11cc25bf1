import type { Blob } from '../model/blob.ts'
import type { Match } from '../model/match.ts'
import { Secret } from '../model/secret.ts'
import type { Text } from './decode-text.ts'
import { excerptOf } from './excerpt.ts'
import type { JudgedHit } from './judge.ts'
import { Locator } from './locator.ts'
import type { SecretSpan } from './match-pattern.ts'
import { SpanSet } from './span-set.ts'

/** Gives the hits that stand their lines, columns and excerpts; `masked` is every span that no excerpt may show. */
export function placeMatches(
  blob: Blob,
  text: Text,
  hits: readonly JudgedHit[],
  masked: readonly SecretSpan[],
): readonly Match[] {
  const locator = new Locator(text, blob.segment.linesBefore)
  const spans = new SpanSet(masked)
  return hits.filter((hit) => !hit.isRejected).map((hit) => place(hit, text, locator, spans))
}

function place(hit: JudgedHit, text: Text, locator: Locator, masked: SpanSet): Match {
  const { lineStart, ...location } = locator.locate(hit.start, hit.end)
  const secret = new Secret(hit.value, hit.rule.shownPrefix)
  return {
    rule: hit.rule,
    secret,
    start: hit.start - text.start,
    end: hit.end - text.start,
    location,
    confidence: hit.confidence,
    reasons: hit.reasons,
    excerpt: excerptOf({
      text,
      lineStart,
      startLine: location.startLine,
      secret: hit,
      redacted: secret.redacted,
      masked,
    }),
    ...(hit.also && { also: hit.also }),
  }
}
