import { realpathSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { ScanError } from '../model/errors.ts'
import { decodePath } from '../model/repo-path.ts'
import { COMMANDS } from './commands.ts'
import type { GitGate } from './gate.ts'
import { gitFailure, oneLine } from './git-failure.ts'
import { nearestDotGit } from './nearest-dot-git.ts'
import { type GitProcess, outputOf, startGit } from './run-git.ts'
import { WELL_KNOWN_IDS, type WellKnownIds } from './well-known-ids.ts'

/** A repository that git knows and that is fit to be read. */
export interface Repository extends WellKnownIds {
  /** Runs git for this repository and no other, whatever folders lie on the way. */
  readonly gate: GitGate
  /** Absolute path of the work tree's top; of the git directory where there is no work tree. */
  readonly root: string
  readonly gitDir: string
  /** Git directory that all work trees share. */
  readonly commonDir: string
  readonly hasWorkTree: boolean
  readonly isShallow: boolean
}

/** The repository whose places are known already, see `plainRepository`. */
export function repositoryAt(gate: GitGate, places: Places): Repository {
  return { ...WELL_KNOWN_IDS[40], ...places, gate: gateOf(gate, places, true), hasWorkTree: true, isShallow: false }
}

/** Asks git which repository the gate's folder belongs to, where `git` has not been asked already. */
export async function openRepository(
  gate: GitGate,
  git: GitProcess = startGit(gate, COMMANDS.describe),
): Promise<Repository> {
  const answer = await git.answer()
  const exit = await git.exit
  gate.signal?.throwIfAborted()
  const hasWorkTree = exit.code === 0
  if (!hasWorkTree && !exit.stderr.includes('must be run in a work tree')) throw gitFailure(git.args, exit)
  const [isShallow, format, ...paths] = decodePath(answer).split('\n').slice(0, -1)
  const places = await placesFrom(gate, paths, hasWorkTree)
  refuseWorkTreeElsewhere(gate, places, hasWorkTree)
  refuseEmbedded(gate, places)
  return {
    ...WELL_KNOWN_IDS[format === 'sha256' ? 64 : 40],
    ...places,
    gate: gateOf(gate, places, hasWorkTree),
    hasWorkTree,
    isShallow: isShallow === 'true',
  }
}

type Places = Pick<Repository, 'root' | 'gitDir' | 'commonDir'>

async function placesFrom(gate: GitGate, paths: readonly string[], hasWorkTree: boolean): Promise<Places> {
  const [gitDir, commonDir, root] = paths
  const isPlain = paths.length === (hasWorkTree ? 3 : 2) // a line feed in a path makes more lines
  if (isPlain && gitDir && commonDir) return { gitDir, commonDir, root: root ?? gitDir }
  const theGitDir = await askPath(gate, COMMANDS.gitDir)
  return {
    gitDir: theGitDir,
    commonDir: await askPath(gate, COMMANDS.commonDir),
    root: hasWorkTree ? await askPath(gate, COMMANDS.topLevel) : theGitDir,
  }
}

async function askPath(gate: GitGate, args: readonly string[]): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of outputOf(gate, startGit(gate, args))) chunks.push(chunk)
  return decodePath(Buffer.concat(chunks)).replace(/\n$/, '')
}

/** The gate with the answer written down, so that git does not look for a repository again. */
function gateOf(gate: GitGate, places: Places, hasWorkTree: boolean): GitGate {
  const workTree = hasWorkTree ? { GIT_WORK_TREE: places.root } : {}
  const { environment } = gate
  return {
    ...gate,
    cwd: places.root,
    environment: { ...environment, GIT_DIR: places.gitDir, ...workTree },
    objectFolder: environment['GIT_OBJECT_DIRECTORY'] === undefined ? `${places.commonDir}/objects` : null,
  }
}

/** A repository's own `core.worktree` may name any folder of the disk; only the user may. */
function refuseWorkTreeElsewhere(gate: GitGate, { root }: Places, hasWorkTree: boolean): void {
  const { GIT_DIR, GIT_WORK_TREE } = gate.environment
  if (!hasWorkTree || GIT_DIR !== undefined || GIT_WORK_TREE !== undefined) return
  const found = nearestDotGit(realpathSync.native(gate.cwd))
  if (found !== null && realpathSync.native(root) === found) return
  throw new ScanError('UNSAFE_REPOSITORY', `the repository names another folder as its work tree: ${oneLine(root)}`, {
    hint: 'if that is meant, name the folder with the variable GIT_WORK_TREE',
  })
}

/** A git directory that lies open in the files of another repository came with them, and its settings too. */
function refuseEmbedded(gate: GitGate, { gitDir }: Places): void {
  const isNamed = gate.environment['GIT_DIR'] !== undefined || basename(gitDir) === '.git'
  if (isNamed || !isWithin(gitDir, realpathSync.native(gate.cwd))) return
  const outer = nearestDotGit(dirname(gitDir))
  if (outer === null || isWithin(join(outer, '.git'), gitDir)) return
  throw new ScanError(
    'UNSAFE_REPOSITORY',
    `the git directory ${oneLine(gitDir)} lies among the files of another repository`,
    {
      hint: 'go to the repository that you mean, or name this one with the variable GIT_DIR',
    },
  )
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`))
}
