import type { Exposure, ExposureLevel, FirstCommit, RefNames } from '../model/exposure.ts'
import { showSafe } from './show-safe.ts'

const SHOWN_COMMIT = 12
const SHOWN_NAMES = 3

/** What each level comes to. */
const SAYS: Readonly<Record<ExposureLevel, (exposure: Exposure) => string>> = {
  'work-tree': () => 'work tree only, in no commit',
  staged: () => 'staged only, in no commit',
  unreferenced: () => 'on no branch, only a reflog or a stash holds it',
  committed: ({ branches }) => `on ${list(branches)} of this clone, on no remote branch`,
  tagged: ({ tags }) => `in ${tags.count === 0 ? 'a tag' : `tag ${list(tags)}`}, on no remote branch`,
  pushed: ({ remoteBranches }) => `pushed, on ${list(remoteBranches)}`,
}

/** How far a secret has come, in one line that begins with a word of ours. */
export function exposureLine(exposure: Exposure): string {
  const told = [SAYS[exposure.level](exposure)]
  if (exposure.firstCommit !== null)
    told.push(commitClause(exposure.firstCommit), exposure.isAtHead ? 'still at HEAD' : 'no longer at HEAD')
  if (!exposure.isWhole) told.push('history was not searched to its end')
  return `exposure: ${told.join('; ')}`
}

function commitClause({ id, committedAt, authoredAt }: FirstCommit): string {
  const day = committedAt.slice(0, 10)
  const authored = authoredAt.slice(0, 10)
  const written = authored !== day && authored !== '' ? ` (written ${authored})` : ''
  return `first in ${showSafe(id.slice(0, SHOWN_COMMIT))}${day === '' ? '' : ` of ${day}`}${written}`
}

function list({ count, names }: RefNames): string {
  const shown = names.slice(0, SHOWN_NAMES).map(showSafe).join(', ')
  return count > SHOWN_NAMES ? `${shown} and ${count - Math.min(SHOWN_NAMES, names.length)} more` : shown
}
