import type { GitGate } from './gate.ts'
import { readObjects } from './read-objects.ts'

/** When a commit was made and when its change was written: ISO 8601 in UTC, '' where the commit does not say. */
export interface CommitDates {
  readonly committedAt: string
  readonly authoredAt: string
}

/** Seconds up to which a date is written with four digits for its year. */
const YEAR_9999 = 253_402_300_799

/** Dates of commits by id, read from the commits themselves. One that cannot be read is left out. */
export async function readCommitDates(
  gate: GitGate,
  commits: Iterable<string>,
): Promise<ReadonlyMap<string, CommitDates>> {
  const dates = new Map<string, CommitDates>()
  for await (const object of readObjects(gate, commits)) {
    if (object.type === 'unread' || object.segment.offset > 0) continue
    const { buffer, start, end } = object.content
    const [head = ''] = buffer.toString('latin1', start, end).split('\n\n', 1)
    dates.set(object.oid, { committedAt: dateIn(head, 'committer'), authoredAt: dateIn(head, 'author') })
  }
  return dates
}

// author Ada <ada@example.com> 1704164645 +0000
function dateIn(head: string, role: 'author' | 'committer'): string {
  const seconds = Number(new RegExp(`^${role} [^\\n]*> (\\d{1,12}) [+-]\\d{4}$`, 'm').exec(head)?.[1] ?? Number.NaN)
  return seconds <= YEAR_9999 ? `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` : ''
}
