import { COMMANDS } from './commands.ts'
import type { GitGate } from './gate.ts'
import type { RefTip } from './list-ref-tips.ts'
import { startGit, succeeded } from './run-git.ts'

/** Refs above this many are only told apart by kind: a set of refs is kept for every line of history that is walked at a time. */
const MOST_TIPS = 4096
const OTHERS = ['remote', 'reflog-of-remote', 'tag', 'branch'] as const

/**
 * The refs that reach each of the commits, found in one walk from the tips down: a commit hands the refs that reach it
 * to its parents. Only what is still to come is kept, so that memory does not grow with history. A commit that only
 * reflogs or stashes reach has none; one that nothing reaches is left out.
 */
export async function walkReach(
  gate: GitGate,
  commits: ReadonlySet<string>,
  tips: readonly RefTip[],
): Promise<ReadonlyMap<string, readonly RefTip[]>> {
  const named = tips.slice(0, MOST_TIPS)
  const told = [...named, ...OTHERS.map((kind): RefTip => ({ kind, name: 'others', oid: '' }))]
  const pending = new Map<string, bigint>()
  for (const [i, { kind, oid }] of tips.entries()) {
    const bit = i < named.length ? i : named.length + OTHERS.indexOf(kind)
    pending.set(oid, (pending.get(oid) ?? 0n) | (1n << BigInt(bit)))
  }
  const found = new Map<string, readonly RefTip[]>()
  let last: { readonly refs: bigint; readonly tips: readonly RefTip[] } = { refs: 0n, tips: [] } // most share their child's
  for await (const [commit = '', ...parents] of commitsDown(gate)) {
    const refs = pending.get(commit) ?? 0n
    pending.delete(commit)
    if (commits.has(commit)) {
      if (last.refs !== refs) last = { refs, tips: tipsIn(refs, told) }
      found.set(commit, last.tips)
    }
    if (found.size === commits.size) break
    if (refs === 0n) continue
    for (const parent of parents) pending.set(parent, (pending.get(parent) ?? 0n) | refs)
  }
  return found
}

/** Ids of each commit and its parents, children first. */
async function* commitsDown(gate: GitGate): AsyncGenerator<readonly string[]> {
  const git = startGit(gate, COMMANDS.everyCommitDown)
  let rest = ''
  try {
    for await (const chunk of git.output) {
      const lines = (rest + chunk.toString('latin1')).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield line.split(' ')
    }
    await succeeded(gate, git)
  } finally {
    git.kill()
  }
}

function tipsIn(refs: bigint, tips: readonly RefTip[]): readonly RefTip[] {
  const bits = refs.toString(2)
  return tips.filter((_, i) => bits[bits.length - 1 - i] === '1')
}
