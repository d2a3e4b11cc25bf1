import type { Text } from '../decode-text.ts'
import type { SecretSpan } from '../match-pattern.ts'
import type { Surroundings } from './features.ts'
import { type FileKind, isVendored } from './file-kind.ts'

/** Bytes on both sides of a value without a line feed that make its line one that a machine has written. */
const REACH = 250
const LINE_FEED = 10

/** What the place of a value says of it. */
export function surroundingsOf(text: Text, span: SecretSpan, path: string, kind: FileKind): Surroundings {
  return { kind, isVendored: isVendored(path), isLongLine: isLongLine(text, span) }
}

function isLongLine({ buffer, start, end }: Text, span: SecretSpan): boolean {
  const from = span.start - REACH
  const to = span.end + REACH
  if (from < start || to > end) return false
  for (let at = from; at < to; at++) if (buffer[at] === LINE_FEED) return false
  return true
}
