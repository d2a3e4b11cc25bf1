import { encodePath } from '../model/repo-path.ts'
import { COMMANDS } from './commands.ts'
import { feedLines } from './feed-lines.ts'
import type { GitGate } from './gate.ts'
import { outputOf, startGit } from './run-git.ts'
import { type Commit, showCommits } from './walk-history.ts'

/** The newest of them that `everyRevisionOfPaths` walks. */
export const MOST_COMMITS = 5000

/**
 * Walks the commits that refs, reflogs and stashes hold and that touched one of the paths, parents before children;
 * of very many only the newest. A path with a line feed in it is passed over: git reads paths line by line.
 */
export async function* walkPaths(gate: GitGate, paths: readonly string[]): AsyncGenerator<Commit> {
  const revisions = startGit(gate, COMMANDS.everyRevisionOfPaths, 'open')
  const plain = paths.filter((path) => !path.includes('\n'))
  const feeding = feedLines(revisions, ['--', ...plain.map(inputPath)], '\n')
  feeding.catch(() => {}) // awaited below; it must not count as unhandled until then
  const commits: string[] = []
  let rest = ''
  for await (const chunk of outputOf(gate, revisions)) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    commits.push(...lines)
  }
  await feeding
  if (plain.length > 0 && commits.length > 0) yield* showCommits(gate, commits)
}

function inputPath(path: string): string {
  return encodePath(path).toString('latin1')
}
