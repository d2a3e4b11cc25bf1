import { COMMANDS } from '../git/commands.ts'
import { type GitGate, gitGate } from '../git/gate.ts'
import { type PlainPlaces, plainRepository } from '../git/plain-repository.ts'
import { type GitProcess, startGit } from '../git/run-git.ts'

/** What git has been asked about the index while the program was still being loaded. */
export interface HeadStart {
  readonly gate: GitGate
  /** Compares the index with HEAD, as `listStaged` reads it. */
  readonly listing: GitProcess
  /** Tells which repository it is, as `openRepository` reads it; its places where that is plain to see. */
  readonly description: GitProcess | PlainPlaces
}

/** Asks git what is staged and where, both at the same time; this needs no more than the caller's folder. */
export function startStaged(cwd: string, env: NodeJS.ProcessEnv, signal: AbortSignal | null): HeadStart {
  const gate = gitGate(cwd, env, signal)
  const listing = startGit(gate, [...COMMANDS.stagedChanges, 'HEAD'])
  listing.answer() // Node throws away what nobody has asked for when git ends
  const places = plainRepository(gate)
  if (places !== null) return { gate, listing, description: places }
  const description = startGit(gate, COMMANDS.describe)
  description.answer()
  return { gate, listing, description }
}
