import { ScanError } from '../model/errors.ts'
import { decodePath, encodePath } from '../model/repo-path.ts'
import { COMMANDS, WRITING_COMMANDS } from './commands.ts'
import { feedLines } from './feed-lines.ts'
import type { GitGate } from './gate.ts'
import type { TreeEntry } from './parse-raw-diff.ts'
import { outputOf, startGit } from './run-git.ts'
import { NulSplitter } from './split-nul.ts'
import { isObjectId } from './well-known-ids.ts'

/** What is to stand at a path of the index. */
export interface IndexEntry extends TreeEntry {
  readonly path: string
}

/** Writes a blob to the object store, byte for byte; its id. */
export async function writeBlob(gate: GitGate, bytes: Buffer): Promise<string> {
  const oid = (await fed(gate, WRITING_COMMANDS.writeBlob, [bytes.toString('latin1')], '')).trim()
  if (isObjectId(oid)) return oid
  throw new ScanError('GIT_FAILED', 'git hash-object answered with an id that is none', { hint: 'run `git fsck`' })
}

/**
 * Puts other blobs at paths of the index, all of them or none; of `GIT_INDEX_FILE`, where it is set. The work tree stays as
 * it is. Fails where another process holds the index.
 */
export async function replaceStaged(gate: GitGate, entries: readonly IndexEntry[]): Promise<void> {
  // 100644 587be6b4c3f93f93c489c0111bba5596147a26cb\tname
  const records = entries.map(({ mode, oid, path }) => {
    return `${mode.toString(8).padStart(6, '0')} ${oid}\t${encodePath(path).toString('latin1')}`
  })
  await fed(gate, WRITING_COMMANDS.replaceStaged, records, '\0')
}

/** Paths whose entry in the index says not to look at the file: skip-worktree, assume-unchanged. */
export async function listFlagged(gate: GitGate): Promise<ReadonlySet<string>> {
  const flagged = new Set<string>()
  const splitter = new NulSplitter()
  for await (const chunk of outputOf(gate, startGit(gate, COMMANDS.indexFlags))) {
    // H name    S name    h name
    for (const record of splitter.push(chunk)) {
      if (/^[Sa-z]/.test(record.toString('latin1', 0, 1))) flagged.add(decodePath(record.subarray(2)))
    }
  }
  splitter.end()
  return flagged
}

async function fed(
  gate: GitGate,
  args: readonly string[],
  lines: readonly string[],
  ending: '\0' | '',
): Promise<string> {
  const git = startGit(gate, args, 'open')
  const feeding = feedLines(git, lines, ending)
  feeding.catch(() => {}) // awaited below; it must not count as unhandled until then
  let answer = ''
  for await (const chunk of outputOf(gate, git)) answer += chunk.toString('latin1')
  await feeding
  return answer
}
