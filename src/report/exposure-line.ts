import type { Exposure, ExposureLevel, RefNames } from '../model/exposure.ts'
import { showSafe } from './show-safe.ts'

const SHOWN_COMMIT = 12
const SHOWN_NAMES = 3

/** What each level comes to. */
const SAYS: Readonly<Record<ExposureLevel, (exposure: Exposure) => string>> = {
  'work-tree': () => 'work tree only, in no commit',
  staged: () => 'staged only, in no commit',
  unreferenced: (exposure) => `on no branch, only a reflog or a stash holds it${since(exposure)}`,
  committed: (exposure) => `in this clone on ${list(exposure.branches)}, on no remote branch${since(exposure)}`,
  tagged: (exposure) => `in ${exposure.tags.count === 0 ? 'a tag' : `tag ${list(exposure.tags)}`}${since(exposure)}`,
  pushed: (exposure) => `pushed, on ${list(exposure.remoteBranches)}${since(exposure)}`,
}

/** How far a secret has come, in one line that begins with a word of ours. */
export function exposureLine(exposure: Exposure): string {
  const told = [SAYS[exposure.level](exposure)]
  if (exposure.firstCommit !== null) told.push(exposure.isAtHead ? 'still at HEAD' : 'no longer at HEAD')
  if (!exposure.isWhole) told.push('history was not searched to its end')
  return `exposure: ${told.join('; ')}`
}

function since({ firstCommit }: Exposure): string {
  if (firstCommit === null) return ''
  const { id, committedAt, authoredAt } = firstCommit
  const day = committedAt.slice(0, 10)
  const authored = authoredAt.slice(0, 10)
  const written = authored !== day && authored !== '' ? `, written ${authored}` : ''
  return ` since ${day === '' ? '' : `${day}${written} `}(${showSafe(id.slice(0, SHOWN_COMMIT))})`
}

function list({ count, names }: RefNames): string {
  const shown = names.slice(0, SHOWN_NAMES).map(showSafe).join(', ')
  return count > SHOWN_NAMES ? `${shown} and ${count - Math.min(SHOWN_NAMES, names.length)} more` : shown
}
