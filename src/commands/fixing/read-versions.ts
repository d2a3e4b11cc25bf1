import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { readWhole } from '../../disk/read-whole.ts'
import { listStaged } from '../../git/list-staged.ts'
import type { Repository } from '../../git/open-repository.ts'
import type { TreeEntry } from '../../git/parse-raw-diff.ts'
import { readObjects } from '../../git/read-objects.ts'
import { listFlagged } from '../../git/write-index.ts'
import { ScanError } from '../../model/errors.ts'

/** One version of a file: that on disk, or what is staged where HEAD has something else. */
export type FileVersion =
  | { readonly kind: 'disk'; readonly path: string; readonly text: string; readonly digest: string }
  | { readonly kind: 'index'; readonly path: string; readonly text: string; readonly entry: TreeEntry }

/** A version that cannot be fixed, and why. */
export interface UnreadVersion {
  readonly path: string
  readonly reason: string
}

/** The versions of some files. */
export interface Versions {
  readonly read: readonly FileVersion[]
  readonly unread: readonly UnreadVersion[]
}

/** Permission and kind bits of regular files in git. */
const REGULAR = new Set([0o100644, 0o100755])
const NOT_TEXT = 'the file is not UTF-8 text'

/** Reads what is on disk and what is staged at the paths; `index: 'leave'` where somebody else sees to the index. */
export async function readVersions(
  repository: Repository,
  paths: readonly string[],
  index: 'fix' | 'leave',
): Promise<Versions> {
  const read: FileVersion[] = []
  const unread: UnreadVersion[] = []
  for (const version of [
    ...(index === 'fix' ? await staged(repository, new Set(paths)) : []),
    ...(await onDisk(repository, paths)),
  ]) {
    if ('reason' in version) unread.push(version)
    else read.push(version)
  }
  return { read, unread }
}

async function onDisk(
  { root }: Repository,
  paths: readonly string[],
): Promise<readonly (FileVersion | UnreadVersion)[]> {
  const versions: (FileVersion | UnreadVersion)[] = []
  for (const path of paths) {
    if (!path.isWellFormed()) {
      versions.push({ path, reason: 'the name of the file is not UTF-8' })
      continue
    }
    const stats = lstatSync(join(root, path), { throwIfNoEntry: false })
    if (stats === undefined) continue
    if (!stats.isFile()) {
      versions.push({ path, reason: 'it is a link, not a file' })
      continue
    }
    versions.push(await readOne(root, path))
  }
  return versions
}

async function readOne(root: string, path: string): Promise<FileVersion | UnreadVersion> {
  try {
    const file = await readWhole(join(root, path))
    if (file === null) return { path, reason: 'the file has gone' }
    if (file.text.includes('\0')) return { path, reason: NOT_TEXT }
    return { kind: 'disk', path, text: file.text, digest: file.digest }
  } catch (error) {
    if (error instanceof ScanError)
      return { path, reason: error.message.replace(/^.*cannot be read: /, 'the file cannot be read: ') }
    throw error
  }
}

async function staged(
  { gate, emptyTree }: Repository,
  wanted: ReadonlySet<string>,
): Promise<readonly (FileVersion | UnreadVersion)[]> {
  const changes = (await listStaged(gate, 'HEAD')) ?? (await listStaged(gate, emptyTree)) ?? []
  const entries = new Map(
    changes.flatMap(({ path, entry, isUnmerged }) =>
      wanted.has(path) && !isUnmerged && entry !== null && REGULAR.has(entry.mode) ? [[path, entry]] : [],
    ),
  )
  if (entries.size === 0) return []
  const flagged = await listFlagged(gate)
  const texts = await readTexts(gate, new Set([...entries.values()].map(({ oid }) => oid)))
  return [...entries].map(([path, entry]) => {
    const text = texts.get(entry.oid) ?? null
    if (text === null) return { path, reason: `${NOT_TEXT}, as it is staged` }
    if (flagged.has(path))
      return { path, reason: 'git is told not to look at the file (skip-worktree, assume-unchanged)' }
    return { kind: 'index', path, text, entry }
  })
}

/** Text by blob; null for what is none. */
async function readTexts(
  gate: Repository['gate'],
  oids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string | null>> {
  const texts = new Map<string, string | null>()
  for await (const object of readObjects(gate, [...oids])) {
    if (
      object.type === 'unread' ||
      object.segment.overlap > 0 ||
      object.size > object.content.end - object.content.start
    ) {
      texts.set(object.oid, null)
      continue
    }
    const { buffer, start, end } = object.content
    texts.set(object.oid, decode(buffer.subarray(start, end)))
  }
  return texts
}

function decode(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
