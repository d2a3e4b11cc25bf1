import { ScanError } from '../model/errors.ts'
import { askGit } from './ask-git.ts'
import { COMMANDS } from './commands.ts'
import type { GitGate } from './gate.ts'
import { oneLine } from './git-failure.ts'
import { readObjects } from './read-objects.ts'

/** Text of a file as a commit has it; null where it has none. Only for small files: it comes in one piece. */
export async function readFileAt(gate: GitGate, commit: string, path: string): Promise<string | null> {
  const oid = await askGit(gate, [...COMMANDS.resolve, `${commit}:${path}`])
  if (oid === null) return null
  let text: string | null = null
  for await (const object of readObjects(gate, [oid])) {
    if (object.type === 'unread') throw unreadable(commit, path)
    text = (text ?? '') + object.content.buffer.toString('utf8', object.content.start, object.content.end)
  }
  return text
}

function unreadable(commit: string, path: string): ScanError {
  return new ScanError('UNREADABLE', `${oneLine(path)} of commit ${commit.slice(0, 12)} cannot be read`, {
    hint: 'fetch it first, or run `git fsck` to see whether the repository is whole',
  })
}
