import type { Repository } from '../git/open-repository.ts'
import type { Change } from '../model/blob.ts'
import type { Skip } from '../model/skip.ts'
import { DiskReader, pathOfFile } from './disk-reader.ts'
import { locateNamed, type NamedPath } from './named-paths.ts'
import { oneByOne } from './one-by-one.ts'
import { scanFiles } from './scan-files.ts'
import type { Source } from './source.ts'
import { walkFolder } from './walk-folder.ts'
import { workTreeSource } from './work-tree-source.ts'

/**
 * Files and folders that were named. In a repository a folder means what is tracked below it and what is not but is
 * not ignored either; a folder of which git lists nothing (one that is ignored, a submodule, one outside) is walked as
 * it is. A file that is named is read in any case.
 */
export function repositoryPathsSource(repository: Repository, cwd: string, names: readonly string[]): Source {
  const named = names.flatMap((name) => locateNamed(repository.root, cwd, name))
  const folders = new Set(named.flatMap((item) => (item.kind === 'folder' ? item.path : [])))
  if (folders.size === 0) return plainPathsSource(repository.root, cwd, names)
  return workTreeSource(repository, {
    isWanted: (path) => foldersAbove(path).some((folder) => folders.has(folder)),
    *beside(listed) {
      const served = new Set([...listed].flatMap(foldersAbove))
      yield* withoutRepeats(
        expand(repository.root, named, (folder) => !served.has(folder)),
        listed,
      )
    },
  })
}

/** Files and folders that were named, walked as they are, with paths relative to `root`. */
export function plainPathsSource(root: string, cwd: string, names: readonly string[]): Source {
  const named = names.flatMap((name) => locateNamed(root, cwd, name))
  return {
    blobs() {
      const paths = expand(root, named, () => true)
      // what is named once stands there once
      const distinct = named.length === 1 ? paths : withoutRepeats(paths, [])
      return oneByOne(scanFiles(new DiskReader(root), distinct, NO_LOG))
    },
    // each file is where its id says, and replaces nothing
    changes: (ids) => [...ids].map(standing),
    async *readBlobs() {}, // nothing is replaced
    commits: 0,
  }
}

const NO_LOG = { addFile: () => {} }

function standing(blobId: string): Change {
  return { path: pathOfFile(blobId), blobId, commit: null, previousIds: [], removedIds: [] }
}

function* expand(
  root: string,
  named: readonly NamedPath[],
  isWalked: (folder: string) => boolean,
): Generator<string | Skip> {
  for (const item of named) {
    if (item.kind === 'refused') yield item.skip
    else if (item.kind === 'file') yield item.path
    else if (isWalked(item.path)) yield* walkFolder(root, item.path)
  }
}

function* withoutRepeats(items: Iterable<string | Skip>, known: Iterable<string>): Generator<string | Skip> {
  const seen = new Set<string | Skip>(known)
  for (const item of items) {
    if (!seen.has(item)) yield item
    seen.add(item)
  }
}

/** `a/b/c.txt` → `a/b`, `a` and ``, the root itself; of a repository within, `lib/`, those above it. */
function foldersAbove(path: string): readonly string[] {
  const folders = path.replace(/\/$/, '').split('/').slice(0, -1)
  return ['', ...folders.map((_, i) => folders.slice(0, i + 1).join('/'))]
}
