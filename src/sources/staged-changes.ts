import { listUnmerged } from '../git/list-files.ts'
import { listStaged, listStagedContent } from '../git/list-staged.ts'
import { mergeParents } from '../git/merge-parents.ts'
import type { Repository } from '../git/open-repository.ts'
import type { RawChange } from '../git/parse-raw-diff.ts'
import type { Skip } from '../model/skip.ts'
import type { ChangeSet } from './change-log.ts'
import { isSubmodule } from './file-modes.ts'
import { skipPath } from './skips.ts'

/** What the next commit would bring. */
export interface StagedChanges extends ChangeSet {
  readonly commit: null
  readonly skips: readonly Skip[]
}

/**
 * What the index holds that no parent of the next commit holds: HEAD, and in a merge what is merged, for what comes
 * from there unchanged is not new. `listing` is the comparison with HEAD.
 */
export async function stagedChanges(
  repository: Repository,
  listing: Promise<readonly RawChange[] | null>,
  env: NodeJS.ProcessEnv,
): Promise<StagedChanges> {
  const againstHead = (await listing) ?? (await against(repository, repository.emptyTree))
  const isMarkedOnly = await intentToAdd(repository, againstHead)
  const settled = againstHead.filter((change) => !change.isUnmerged && !isMarkedOnly(change))
  const unmerged = againstHead.some((change) => change.isUnmerged) ? await conflicts(repository) : []
  return {
    commit: null,
    changes: [...(await withoutMerged(repository, settled, env)), ...unmerged],
    skips: [
      ...againstHead.filter(({ entry }) => isSubmodule(entry)).map(({ path }) => skipPath(path, 'submodule')),
      ...againstHead.filter(isMarkedOnly).map(({ path }) => skipPath(path, 'intent-to-add')),
    ],
  }
}

async function against(repository: Repository, tree: string): Promise<readonly RawChange[]> {
  return (await listStaged(repository.gate, tree)) ?? []
}

/** Tells a file that is only marked with `add -N`; git is asked only where something could be one: it looks empty. */
async function intentToAdd(
  repository: Repository,
  changes: readonly RawChange[],
): Promise<(change: RawChange) => boolean> {
  const looksEmpty = ({ entry }: RawChange) => entry?.oid === repository.emptyBlob
  if (!changes.some(looksEmpty)) return () => false
  const content = await listStagedContent(repository.gate, repository.emptyTree)
  const staged = new Set(content?.map(({ path }) => path))
  return (change) => looksEmpty(change) && !staged.has(change.path)
}

/** Leaves out what stands the same in a commit that is being merged, and compares the rest with it too. */
async function withoutMerged(
  repository: Repository,
  changes: readonly RawChange[],
  env: NodeJS.ProcessEnv,
): Promise<readonly RawChange[]> {
  let left = changes
  for (const parent of mergeParents(repository.gitDir, env)) {
    const differing = await listStaged(repository.gate, parent)
    if (differing !== null) left = leaveOutSame(left, differing)
  }
  return left
}

function leaveOutSame(changes: readonly RawChange[], differing: readonly RawChange[]): readonly RawChange[] {
  const others = new Map(differing.map((change) => [change.path, change]))
  return changes.flatMap((change) => {
    const other = others.get(change.path)
    if (other) return { ...change, previous: [...change.previous, ...other.previous] }
    return change.entry === null ? change : [] // a removal is kept: it may be where a secret moved from
  })
}

/** In an index with conflicts, what the other side wrote: ours is in HEAD. */
async function conflicts(repository: Repository): Promise<readonly Pick<RawChange, 'path' | 'entry' | 'previous'>[]> {
  const entries = await listUnmerged(repository.gate)
  const theirs = entries.filter(({ stage }) => stage === 3)
  return theirs.map((entry) => ({
    path: entry.path,
    entry,
    previous: entries.filter(({ path, stage }) => path === entry.path && stage !== 3),
  }))
}
