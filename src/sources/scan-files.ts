import { createHash } from 'node:crypto'
import type { FileEntry } from '../git/list-files.ts'
import type { TreeEntry } from '../git/parse-raw-diff.ts'
import type { Blob } from '../model/blob.ts'
import type { Skip } from '../model/skip.ts'
import type { ChangeLog } from './change-log.ts'
import { type DiskFile, type DiskReader, fileId } from './disk-reader.ts'
import { isSubmodule } from './file-modes.ts'
import { isLfsPointer } from './lfs-pointer.ts'
import { skipPath } from './skips.ts'

/** Takes down which file stands where. */
type FileLog = Pick<ChangeLog, 'addFile'>

const GONE = { absent: 'it went away during the scan', folder: 'a folder took its place' } as const

/**
 * Files on disk by path, tracked or not: a skip for each that is none. A path that ends in `/` is a repository. Skips
 * among the paths pass through.
 */
export function* scanFiles(reader: DiskReader, paths: Iterable<string | Skip>, log: FileLog): Generator<Blob | Skip> {
  for (const path of paths) {
    if (typeof path !== 'string') yield path
    else if (path.endsWith('/')) yield skipPath(path, 'nested-repository')
    else yield* scanFile(reader.open(path), path, log)
  }
}

/**
 * Tracked files as they are on disk. `fromIndex` is called for what is to be read from the object store as well: a file
 * that is not on disk, and one that is `staged` with other content.
 */
export function* scanTracked(
  reader: DiskReader,
  entries: Iterable<FileEntry>,
  staged: ReadonlyMap<string, TreeEntry>,
  log: FileLog,
  fromIndex: (path: string, entry: TreeEntry) => void,
): Generator<Blob | Skip> {
  for (const [path, versions] of byPath(entries)) {
    if (versions.some(isSubmodule)) {
      yield skipPath(path, 'submodule')
      continue
    }
    const file = reader.open(path)
    if (!hasContent(file)) for (const entry of versions) fromIndex(path, entry)
    const entry = staged.get(path)
    if (entry && hasContent(file) && !holds(file, entry.oid)) fromIndex(path, entry)
    if (hasContent(file) || file.kind === 'special') yield* scanFile(file, path, log)
  }
}

function* scanFile(file: DiskFile, path: string, log: FileLog): Generator<Blob | Skip> {
  switch (file.kind) {
    case 'whole':
    case 'segments':
      log.addFile(path, file.kind === 'whole' ? file.blob.id : fileId(path))
      yield* file.kind === 'whole' ? wholeFile(file.blob) : file.blobs
      return
    case 'unreadable':
      yield file.skip
      return
    case 'special':
      yield skipPath(path, 'not-a-file')
      return
    case 'behind-link':
      yield skipPath(path, 'outside-root')
      return
    default:
      yield skipPath(path, 'unreadable', GONE[file.kind])
  }
}

function* wholeFile(blob: Blob): Generator<Blob | Skip> {
  const isPointer = isLfsPointer(blob.content)
  yield blob
  if (isPointer) yield skipPath(blob.path, 'lfs-pointer')
}

/** True where the disk has something to scan or to tell: no need to look in the index. */
function hasContent({ kind }: DiskFile): boolean {
  return kind === 'whole' || kind === 'segments' || kind === 'unreadable'
}

/** True where a file is, byte for byte, the blob. A large one is not compared: it is scanned twice, if need be. */
function holds(file: DiskFile, oid: string): boolean {
  if (file.kind !== 'whole') return false
  const { buffer, start, end } = file.blob.content
  const hash = createHash(oid.length === 64 ? 'sha256' : 'sha1').update(`blob ${end - start}\0`)
  return hash.update(buffer.subarray(start, end)).digest('hex') === oid
}

/** The index holds several versions of a path that is in conflict. */
function byPath(entries: Iterable<FileEntry>): ReadonlyMap<string, readonly FileEntry[]> {
  const paths = new Map<string, FileEntry[]>()
  for (const entry of entries) {
    const versions = paths.get(entry.path)
    if (versions) versions.push(entry)
    else paths.set(entry.path, [entry])
  }
  return paths
}
