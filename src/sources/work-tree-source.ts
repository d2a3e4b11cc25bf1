import { listIndex, listUntracked, type UnreadFolder } from '../git/list-files.ts'
import { listStaged } from '../git/list-staged.ts'
import type { Repository } from '../git/open-repository.ts'
import type { TreeEntry } from '../git/parse-raw-diff.ts'
import type { Blob } from '../model/blob.ts'
import { ScanError } from '../model/errors.ts'
import type { Skip } from '../model/skip.ts'
import { ChangeLog } from './change-log.ts'
import { DiskReader } from './disk-reader.ts'
import { isContent } from './file-modes.ts'
import { oneByOne } from './one-by-one.ts'
import { readBlobs, scanBlobs } from './read-blobs.ts'
import { scanFiles, scanTracked } from './scan-files.ts'
import { skipPath } from './skips.ts'
import type { Source } from './source.ts'

/** Which of the work tree's files to scan. */
export interface FileSelection {
  /** Whether a path that git lists is wanted. */
  readonly isWanted: (path: string) => boolean
  /** Paths to read beside them, ignored or not, and skips; called with the wanted paths that git lists. */
  readonly beside: (listed: ReadonlySet<string>) => Iterable<string | Skip>
}

const EVERYTHING: FileSelection = { isWanted: () => true, beside: () => [] }

/**
 * The work tree as it is on disk: what is tracked and what is not but is not ignored either, and what is staged where
 * that is other content. A tracked file that is not on disk comes from the object store.
 */
export function workTreeSource(repository: Repository, selection: FileSelection = EVERYTHING): Source {
  if (!repository.hasWorkTree) {
    throw new ScanError('NOT_A_REPOSITORY', 'there are no files here: the repository has no work tree', {
      hint: 'use `keywarden audit` for its history',
    })
  }
  const log = new ChangeLog()
  return {
    blobs: () => scanWorkTree(repository, selection, log),
    changes: (ids) => log.changes(ids),
    readBlobs: (ids) => readBlobs(repository.gate, ids, (oid) => log.placeOf(oid)),
    commits: 0,
  }
}

async function* scanWorkTree(
  repository: Repository,
  { isWanted, beside }: FileSelection,
  log: ChangeLog,
): AsyncGenerator<Blob | Skip> {
  const [index, untracked, staged] = await listAll(repository)
  const reader = new DiskReader(repository.root)
  const inStore: string[] = []
  const fromIndex = (path: string, entry: TreeEntry) =>
    inStore.push(...log.add({ commit: null, changes: [{ path, entry, previous: [] }] }))
  const tracked = index.filter(({ path }) => isWanted(path))
  yield* oneByOne(scanTracked(reader, tracked, staged, log, fromIndex))
  const others = untracked.paths.filter(isWanted)
  yield* oneByOne(scanFiles(reader, others, log))
  const listed = new Set([...tracked.map(({ path }) => path), ...others])
  yield* oneByOne(scanFiles(reader, beside(listed), log))
  yield* untracked.unread.filter(({ path }) => isWanted(path)).map(unreadFolder)
  yield* scanBlobs(repository.gate, inStore, (oid) => log.placeOf(oid))
}

async function listAll({ gate, emptyTree }: Repository) {
  const [index, untracked, againstHead] = await Promise.all([
    listIndex(gate),
    listUntracked(gate),
    listStaged(gate, 'HEAD'),
  ])
  const staged = new Map<string, TreeEntry>()
  for (const { path, entry } of againstHead ?? (await listStaged(gate, emptyTree)) ?? []) {
    if (isContent(entry)) staged.set(path, entry)
  }
  return [index, untracked, staged] as const
}

function unreadFolder({ path, detail }: UnreadFolder): Skip {
  return skipPath(path, 'unreadable', detail)
}
