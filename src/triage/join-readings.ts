import type { CommentNotice, InlineReading } from './inline-allow.ts'

/**
 * The readings of two segments of one file as one. Where segments overlap both show the same comment, and only one the
 * match beside it: what is used in either is used.
 */
export function joinReadings(a: InlineReading, b: InlineReading): InlineReading {
  const matches = [...a.matches, ...b.matches]
  const used = new Set(matches.map(({ inline }) => inline?.line))
  const unused = [...a.unused, ...b.unused].filter(({ line }) => !used.has(line))
  return { matches, notices: withoutRepeats([...a.notices, ...b.notices]), unused: withoutRepeats(unused) }
}

function withoutRepeats(notices: readonly CommentNotice[]): readonly CommentNotice[] {
  return [...new Map(notices.map((notice) => [`${notice.line} ${notice.says}`, notice])).values()]
}
