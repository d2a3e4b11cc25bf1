import type { Match } from '../model/match.ts'
import type { JudgedMatch } from './inline-allow.ts'

/**
 * The matches whose rule and secret stand in none of the replaced or removed blobs. What a comment accepted there does
 * not count as having been there: taking the comment away makes it a finding.
 */
export function introducedMatches(
  matches: readonly JudgedMatch[],
  previous: readonly JudgedMatch[],
): readonly JudgedMatch[] {
  const known = new Set(previous.filter((old) => old.inline === null).map((old) => identity(old.match)))
  return matches.filter(({ match }) => !known.has(identity(match)))
}

function identity(match: Match): string {
  return `${match.rule.id}\0${match.secret.reveal()}`
}
