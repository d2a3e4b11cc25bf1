import { encodePath } from '../model/repo-path.ts'
import { WRITING_COMMANDS } from './commands.ts'
import { feedLines } from './feed-lines.ts'
import type { GitGate } from './gate.ts'
import { outputOf, startGit } from './run-git.ts'

/** Takes paths out of the index, as `git rm --cached` does: all of them or none. The files on the disk stay. */
export async function untrack(gate: GitGate, paths: readonly string[]): Promise<void> {
  const git = startGit(gate, WRITING_COMMANDS.untrack, 'open')
  const feeding = feedLines(
    git,
    paths.map((path) => encodePath(path).toString('latin1')),
    '\0',
  )
  for await (const _ of outputOf(gate, git)) {
    // it says nothing; its end tells whether it failed
  }
  await feeding
}
