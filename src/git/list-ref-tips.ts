import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodePath } from '../model/repo-path.ts'
import { askGit } from './ask-git.ts'
import { COMMANDS } from './commands.ts'
import type { GitGate } from './gate.ts'
import type { Repository } from './open-repository.ts'
import { outputOf, startGit } from './run-git.ts'
import { isNullId, isObjectId } from './well-known-ids.ts'

/**
 * What a ref says of the commits that it reaches: they are on a remote, in a tag, on a branch of this clone. `reflog-of-remote`
 * is where a branch of a remote stood before: what is there was pushed once, whoever rewrote the branch since.
 */
export type RefKind = 'remote' | 'reflog-of-remote' | 'tag' | 'branch'

/** A ref and the commit that it points at, tags peeled off. */
export interface RefTip {
  readonly kind: RefKind
  /** `origin/main`, `v1.2`, `main` */
  readonly name: string
  readonly oid: string
}

/** Hosts keep what was pushed for review or for a pipeline under these; a mirror has them too. */
const REMOTE = /^refs\/(?:remotes|pull|merge-requests|pipelines|changes|keep-around)\//

/**
 * Everything that holds on to commits but stashes and the reflogs of this clone's own branches. In a bare repository
 * nobody works: what is on its branches was pushed or fetched.
 */
export async function listRefTips(repository: Repository): Promise<readonly RefTip[]> {
  const { gate, hasWorkTree, commonDir } = repository
  const head = await askGit(gate, [...COMMANDS.resolve, 'HEAD'])
  return [
    ...(await listRefs(gate, hasWorkTree ? 'branch' : 'remote')),
    ...(head !== null && isObjectId(head) ? [{ kind: 'branch', name: 'HEAD', oid: head } as const] : []),
    ...headsOfWorkTrees(commonDir),
    ...formerRemoteTips(join(commonDir, 'logs/refs/remotes')),
  ]
}

async function listRefs(gate: GitGate, heads: RefKind): Promise<readonly RefTip[]> {
  const chunks: Buffer[] = []
  for await (const chunk of outputOf(gate, startGit(gate, COMMANDS.refTips))) chunks.push(chunk)
  const tips: RefTip[] = []
  for (const line of decodePath(Buffer.concat(chunks)).split('\n')) {
    const [oid = '', peeled = '', type = '', name = ''] = line.split(' ')
    if (name === '' || name === 'refs/stash') continue
    const kind = REMOTE.test(name) ? 'remote' : name.startsWith('refs/tags/') ? 'tag' : heads
    // git before 2.45 peels a tag of a tag only once
    const commit = type === 'tag' ? await askGit(gate, [...COMMANDS.resolve, `${oid}^{commit}`]) : peeled || oid
    if (commit !== null) tips.push({ kind, name: name.replace(/^refs\/(?:heads|tags|remotes)\//, ''), oid: commit })
  }
  return tips
}

/** Linked work trees have a HEAD each, which may be on no branch. */
function headsOfWorkTrees(commonDir: string): readonly RefTip[] {
  const folder = join(commonDir, 'worktrees')
  return namesIn(folder).flatMap((name): RefTip[] => {
    const oid = textOf(join(folder, name, 'HEAD')).trim()
    return isObjectId(oid) ? [{ kind: 'branch', name: `HEAD of work tree ${name}`, oid }] : []
  })
}

// 4f1c… 9a02… Ada <ada@example.com> 1704164645 +0000\tupdate by push
function formerRemoteTips(logs: string): readonly RefTip[] {
  return filesBelow(logs).flatMap((name) => {
    const lines = textOf(join(logs, name)).split('\n')
    const ids = new Set(lines.flatMap((line) => line.split(' ', 2)).filter((id) => isObjectId(id) && !isNullId(id)))
    return Array.from(ids, (oid): RefTip => ({ kind: 'reflog-of-remote', name, oid }))
  })
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  } catch {
    return [] // no remote, or a store of refs that has no such files
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // no linked work tree
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // it went away
  }
}
