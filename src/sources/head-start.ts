import { COMMANDS } from '../git/commands.ts'
import { type GitGate, gitGate } from '../git/gate.ts'
import { type GitProcess, startGit } from '../git/run-git.ts'

/** What git has been asked about the index while the program was still being loaded. */
export interface HeadStart {
  readonly gate: GitGate
  /** Compares the index with HEAD, as `listStaged` reads it. */
  readonly listing: GitProcess
  /** Tells which repository it is, as `openRepository` reads it. */
  readonly description: GitProcess
}

/** Asks git what is staged and where, both at the same time; this needs no more than the caller's folder. */
export function startStaged(cwd: string, env: NodeJS.ProcessEnv, signal: AbortSignal | null): HeadStart {
  const gate = gitGate(cwd, env, signal)
  const listing = startGit(gate, [...COMMANDS.stagedChanges, 'HEAD'])
  const description = startGit(gate, COMMANDS.describe)
  for (const git of [listing, description]) git.answer() // Node throws away what nobody has asked for when git ends
  return { gate, listing, description }
}
