import { COMMANDS } from './commands.ts'
import type { GitGate } from './gate.ts'
import { type RawChange, RawDiffParser } from './parse-raw-diff.ts'
import { type GitProcess, startGit, succeeded } from './run-git.ts'
import { NulSplitter } from './split-nul.ts'

const UNBORN = /(?:ambiguous argument|bad revision) 'HEAD'/

/**
 * What the index holds that the commit or tree `against` does not, and the other way round; `null` where there is no
 * such tree: HEAD has no commit yet, or the commit is not here. What is marked with `add -N` comes as an empty file.
 */
export function listStaged(gate: GitGate, against: string): Promise<readonly RawChange[] | null> {
  return readStaged(gate, against, startGit(gate, [...COMMANDS.stagedChanges, against]))
}

/** The same without what is only marked with `add -N`. */
export function listStagedContent(gate: GitGate, against: string): Promise<readonly RawChange[] | null> {
  return readStaged(gate, against, startGit(gate, [...COMMANDS.stagedContent, against]))
}

/** The answer of a git that compares the index with the commit or tree `against`; `null` where there is no such tree. */
export async function readStaged(
  gate: GitGate,
  against: string,
  git: GitProcess,
): Promise<readonly RawChange[] | null> {
  const changes: RawChange[] = []
  const splitter = new NulSplitter()
  const parser = new RawDiffParser()
  for (const record of splitter.push(await git.answer())) {
    const change = parser.take(record)
    if (change !== null && typeof change !== 'string') changes.push(change)
  }
  const { code, stderr } = await git.exit
  const isAbsent = against === 'HEAD' ? UNBORN.test(stderr) : stderr.includes(`bad object ${against}`)
  if (code === 128 && isAbsent) return null
  await succeeded(gate, git)
  splitter.end()
  parser.end()
  return changes
}
