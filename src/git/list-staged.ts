import { COMMANDS } from './commands.ts'
import type { GitGate } from './gate.ts'
import { type RawChange, RawDiffParser } from './parse-raw-diff.ts'
import { startGit, succeeded } from './run-git.ts'
import { NulSplitter } from './split-nul.ts'

const UNBORN = /(?:ambiguous argument|bad revision) 'HEAD'/

/**
 * What the index holds that the tree `against` does not, and the other way round. `null` where that is HEAD and HEAD
 * has no commit yet: compare with the empty tree then. What is marked with `add -N` comes as an empty file.
 */
export function listStaged(gate: GitGate, against = 'HEAD'): Promise<readonly RawChange[] | null> {
  return readChanges(gate, [...COMMANDS.stagedChanges, against])
}

/** The same without what is only marked with `add -N`. */
export function listStagedContent(gate: GitGate, against: string): Promise<readonly RawChange[] | null> {
  return readChanges(gate, [...COMMANDS.stagedContent, against])
}

async function readChanges(gate: GitGate, args: readonly string[]): Promise<readonly RawChange[] | null> {
  const git = startGit(gate, args)
  const changes: RawChange[] = []
  const splitter = new NulSplitter()
  const parser = new RawDiffParser()
  try {
    for await (const chunk of git.output) {
      for (const record of splitter.push(chunk)) {
        const change = parser.take(record)
        if (change !== null && typeof change !== 'string') changes.push(change)
      }
    }
  } finally {
    git.kill()
  }
  const exit = await git.exit
  if (exit.code === 128 && args.at(-1) === 'HEAD' && UNBORN.test(exit.stderr)) return null
  await succeeded(gate, git)
  splitter.end()
  parser.end()
  return changes
}
