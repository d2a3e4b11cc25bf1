import { ScanError } from '../model/errors.ts'
import { COMMANDS } from './commands.ts'
import { feedLines } from './feed-lines.ts'
import type { GitGate } from './gate.ts'
import type { OddRef } from './list-odd-refs.ts'
import { type RawChange, RawDiffParser } from './parse-raw-diff.ts'
import { type GitProcess, outputOf, startGit, succeeded } from './run-git.ts'
import { NulSplitter } from './split-nul.ts'

/**
 * Which commits to walk: everything that refs, reflogs and stashes hold; what is reached from `include` alone, where `odd`
 * are trees and files that stand for themselves; or what refs hold and touches a path that fits one of the globs.
 */
export type CommitSelection =
  | { readonly kind: 'everything' }
  | {
      readonly kind: 'reached'
      readonly include: readonly string[]
      readonly exclude: readonly string[]
      readonly odd?: readonly OddRef[]
    }
  | { readonly kind: 'touching'; readonly globs: readonly string[] }

/** A commit and the paths in it that differ from every parent; a clean merge has none. */
export interface Commit {
  readonly oid: string
  readonly changes: readonly RawChange[]
}

/** What each of the commits changes, in the order in which they are named. */
export async function* showCommits(gate: GitGate, commits: readonly string[]): AsyncGenerator<Commit> {
  const diff = startGit(gate, COMMANDS.commitChanges, 'open')
  const feeding = feedLines(diff, commits, '\n')
  feeding.catch(() => {}) // awaited below; it must not count as unhandled until then
  try {
    yield* commitsFrom(diff)
    await feeding
    await succeeded(gate, diff)
  } finally {
    diff.kill()
  }
}

/** Walks commits, parents before children. `warn` gets what git warns of, such as a ref that it cannot follow. */
export async function* walkHistory(
  gate: GitGate,
  selection: CommitSelection,
  warn: (line: string) => void,
): AsyncGenerator<Commit> {
  const revisions = startGit(selection.kind === 'touching' ? withGlobs(gate) : gate, revisionArgs(selection))
  const diff = startGit(gate, COMMANDS.commitChanges, 'open')
  const counter = { listed: 0, walked: 0 }
  const feeding = feedLines(diff, commitIds(gate, revisions, counter), '')
  feeding.catch(() => {}) // awaited below; it must not count as unhandled until then
  try {
    for await (const commit of commitsFrom(diff)) {
      counter.walked++
      yield commit
    }
    await feeding
    await succeeded(gate, diff)
  } finally {
    revisions.kill()
    diff.kill()
  }
  if (counter.walked !== counter.listed) {
    throw new ScanError('GIT_FAILED', `git showed ${counter.walked} of ${counter.listed} commits`, {
      hint: 'run the scan again; if that does not help, run `git fsck`',
    })
  }
  for (const line of (await revisions.exit).stderr.split('\n')) if (/^(?:warning|error): /.test(line)) warn(line)
}

function revisionArgs(selection: CommitSelection): readonly string[] {
  if (selection.kind === 'everything') return COMMANDS.everyRevision
  if (selection.kind === 'touching') {
    return [...COMMANDS.pathRevisions, '--', ...selection.globs.map((glob) => `:(glob)${glob}`)]
  }
  return [...COMMANDS.revisions, ...selection.include, ...selection.exclude.map((oid) => `^${oid}`)]
}

function withGlobs(gate: GitGate): GitGate {
  const { GIT_LITERAL_PATHSPECS: _, ...environment } = gate.environment
  return { ...gate, environment }
}

async function* commitIds(gate: GitGate, revisions: GitProcess, counter: { listed: number }): AsyncGenerator<string> {
  for await (const chunk of outputOf(gate, revisions)) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) counter.listed++
    yield chunk.toString('latin1')
  }
}

async function* commitsFrom(diff: GitProcess): AsyncGenerator<Commit> {
  const splitter = new NulSplitter()
  const parser = new RawDiffParser()
  let commit: { oid: string; changes: RawChange[] } | null = null
  for await (const chunk of diff.output) {
    for (const record of splitter.push(chunk)) {
      const item = parser.take(record)
      if (item === null) continue
      if (typeof item !== 'string') commit?.changes.push(item)
      else {
        if (commit) yield commit
        commit = { oid: item, changes: [] }
      }
    }
  }
  splitter.end()
  parser.end()
  if (commit) yield commit
}
