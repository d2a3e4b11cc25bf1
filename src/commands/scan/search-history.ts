import type { Repository } from '../../git/open-repository.ts'
import type { RawChange } from '../../git/parse-raw-diff.ts'
import type { Commit } from '../../git/walk-history.ts'
import { MOST_COMMITS, walkPaths } from '../../git/walk-paths.ts'
import { isContent } from '../../sources/file-modes.ts'
import { readBlobs } from '../../sources/read-blobs.ts'
import type { MatchStore } from './match-store.ts'

/** Renames that are followed back, one after the other. */
const MOST_RENAMES = 8

/** Commits that brought a secret, oldest first, by its value. */
export type Holders = Map<string, Set<string>>

/** What a search through history gives. */
export interface HistorySearch {
  readonly holders: Holders
  /** False where commits were left out. */
  readonly isWhole: boolean
}

/**
 * Seeks secrets in all versions that their files had in any commit, and in the files that these were renamed from.
 * `versions` gets what is read.
 */
export async function searchHistory(
  repository: Repository,
  sought: ReadonlySet<string>,
  paths: Iterable<string>,
  versions: MatchStore,
): Promise<HistorySearch> {
  const holders: Holders = new Map()
  const searched = new Set<string>()
  let next = new Set(paths)
  let isWhole = true
  for (let round = 0; next.size > 0 && round <= MOST_RENAMES; round++) {
    const commits = await commitsOf(repository, next)
    if (commits.length >= MOST_COMMITS) isWhole = false
    await readVersions(repository, commits, next, versions)
    for (const path of next) searched.add(path)
    const arrivals = arrivalsIn(commits, next, sought, versions)
    for (const { value, commit } of arrivals) holders.set(value, (holders.get(value) ?? new Set()).add(commit))
    next = new Set(arrivals.flatMap(({ cameFrom }) => cameFrom).filter((path) => !searched.has(path)))
  }
  return { holders, isWhole: isWhole && next.size === 0 }
}

async function commitsOf({ gate }: Repository, paths: ReadonlySet<string>): Promise<readonly Commit[]> {
  const commits: Commit[] = []
  for await (const commit of walkPaths(gate, [...paths])) commits.push(commit)
  return commits
}

/** Scans the versions of the files, and what is removed where one of them comes to be. */
async function readVersions(
  { gate }: Repository,
  commits: readonly Commit[],
  paths: ReadonlySet<string>,
  versions: MatchStore,
): Promise<void> {
  const unread = new Map(commits.flatMap(({ changes }) => changes.flatMap((change) => versionsIn(change, paths))))
  const ids = [...unread.keys()].filter((id) => !versions.has(id))
  for await (const item of readBlobs(gate, ids, (id) => ({ path: unread.get(id) ?? '', commit: null }))) {
    if (item.type === 'blob') versions.compare(item)
  }
}

/** The version of a file that is sought for and, of a file that is removed, the one that was: ids, and the path. */
function versionsIn({ path, entry, previous }: RawChange, paths: ReadonlySet<string>) {
  const entries = entry === null ? previous : paths.has(path) ? [entry] : []
  return entries.filter(isContent).map(({ oid }) => [oid, path] as const)
}

interface Arrival {
  readonly value: string
  readonly commit: string
  /** Files that the commit removes and that held it. */
  readonly cameFrom: readonly string[]
}

function arrivalsIn(
  commits: readonly Commit[],
  paths: ReadonlySet<string>,
  sought: ReadonlySet<string>,
  versions: MatchStore,
): readonly Arrival[] {
  return commits.flatMap(({ oid: commit, changes }) =>
    changes.flatMap(({ path, entry }) => {
      if (!paths.has(path) || !isContent(entry)) return []
      const values = new Set(versions.secretsIn(entry.oid).filter((value) => sought.has(value)))
      return Array.from(values, (value) => ({ value, commit, cameFrom: removedHolders(changes, value, versions) }))
    }),
  )
}

function removedHolders(changes: readonly RawChange[], value: string, versions: MatchStore): readonly string[] {
  const held = ({ previous }: RawChange) =>
    previous.some((old) => isContent(old) && versions.secretsIn(old.oid).includes(value))
  return changes.filter((change) => change.entry === null && held(change)).map(({ path }) => path)
}
