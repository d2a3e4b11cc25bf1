import { ScanError } from '../model/errors.ts'
import { decodePath } from '../model/repo-path.ts'
import { COMMANDS } from './commands.ts'
import type { GitGate } from './gate.ts'
import type { TreeEntry } from './parse-raw-diff.ts'
import { outputOf, startGit, succeeded } from './run-git.ts'
import { NulSplitter } from './split-nul.ts'
import { isObjectId } from './well-known-ids.ts'

/** An entry of the index or of a tree. */
export interface FileEntry extends TreeEntry {
  readonly path: string
  /** 0 where it is settled; 1 to 3 are the base and the two sides of a conflict. */
  readonly stage: number
}

/** A folder that git could not look into, and what it said. */
export interface UnreadFolder {
  readonly path: string
  readonly detail: string
}

/** Every entry of the index. */
export function listIndex(gate: GitGate): Promise<readonly FileEntry[]> {
  return list(gate, COMMANDS.index, parseEntry)
}

/** The entries of the index that are in conflict. */
export function listUnmerged(gate: GitGate): Promise<readonly FileEntry[]> {
  return list(gate, COMMANDS.unmerged, parseEntry)
}

/** Every file of a tree, by the id of the tree. */
export function listTree(gate: GitGate, tree: string): Promise<readonly FileEntry[]> {
  return list(gate, [...COMMANDS.tree, tree], parseEntry)
}

/** Files on disk that are neither in the index nor ignored; a repository within shows as its folder, `lib/`. */
export async function listUntracked(
  gate: GitGate,
): Promise<{ readonly paths: readonly string[]; readonly unread: readonly UnreadFolder[] }> {
  const git = startGit(gate, COMMANDS.untracked)
  const paths: string[] = []
  const splitter = new NulSplitter()
  for await (const chunk of outputOf(gate, git)) {
    for (const record of splitter.push(chunk)) paths.push(decodePath(record))
  }
  splitter.end()
  return { paths, unread: unreadFolders(await succeeded(gate, git)) }
}

/** Ignored files named `.env` or `.env.something`; those within a folder that is ignored as a whole are left out. */
export async function listIgnoredEnvFiles(gate: GitGate): Promise<readonly string[]> {
  const paths = await list(gate, COMMANDS.ignored, decodePath)
  return paths.filter((path) => /(?:^|\/)\.env(?:\.[^/]*)?$/.test(path))
}

async function list<T>(gate: GitGate, args: readonly string[], parse: (record: Buffer) => T): Promise<readonly T[]> {
  const items: T[] = []
  const splitter = new NulSplitter()
  for await (const chunk of outputOf(gate, startGit(gate, args))) {
    for (const record of splitter.push(chunk)) items.push(parse(record))
  }
  splitter.end()
  return items
}

// 100644 587be6b4c3f93f93c489c0111bba5596147a26cb 1\tname          ls-files --stage
// 100644 blob 587be6b4c3f93f93c489c0111bba5596147a26cb\tname       ls-tree
function parseEntry(record: Buffer): FileEntry {
  const tab = record.indexOf(9)
  const [mode = '', second = '', third = ''] = record.toString('latin1', 0, Math.max(tab, 0)).split(' ')
  const [oid, stage] = isObjectId(second) ? [second, Number(third)] : [third, 0]
  if (!/^[0-7]{6}$/.test(mode) || !isObjectId(oid) || !(stage <= 3)) {
    throw new ScanError('GIT_FAILED', 'git answered with an entry that is none', { hint: 'run `git fsck`' })
  }
  return { mode: Number.parseInt(mode, 8), oid, stage, path: decodePath(record.subarray(tab + 1)) }
}

// warning: could not open directory 'locked/': Permission denied
function unreadFolders(stderr: string): readonly UnreadFolder[] {
  const folders: UnreadFolder[] = []
  for (const [, path = '', detail = ''] of stderr.matchAll(/^warning: could not open directory '(.*)': (.*)$/gm)) {
    folders.push({ path, detail })
  }
  return folders
}
