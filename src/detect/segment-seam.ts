import type { Blob } from '../model/blob.ts'
import type { Text } from './decode-text.ts'
import type { SecretSpan } from './match-pattern.ts'

/** Longest match that any rule may have, and so the part of a segment's end that the next one sees whole. */
const SEAM = 20_480

/**
 * True where this segment is the one to report a span. A match near the end of a segment may be cut off there, so it
 * is left to the next one, whose overlap holds all of it: each end offset belongs to exactly one segment.
 */
export function ownsSpan({ segment, content, size }: Blob, text: Text, span: SecretSpan): boolean {
  const isFirst = segment.offset === 0
  const isLast = segment.offset + (content.end - content.start) >= size
  const scale = (content.end - content.start) / Math.max(1, text.end - text.start)
  const end = (span.end - text.start) * scale
  const isBehindSeam = isFirst || end > segment.overlap - SEAM
  return isBehindSeam && (isLast || end <= content.end - content.start - SEAM)
}
