import { ScanError } from '../model/errors.ts'
import { askGit } from './ask-git.ts'
import { COMMANDS } from './commands.ts'
import { oneLine } from './git-failure.ts'
import type { OddRef } from './list-odd-refs.ts'
import type { Repository } from './open-repository.ts'
import type { CommitSelection } from './walk-history.ts'
import { isNullId, isObjectId } from './well-known-ids.ts'

/**
 * The commits that a range names: `A..B` those of B that A does not have, `A...B` those of B since it parted from A.
 * An end left out is HEAD. Where A is all zeros, as hosts say of a new branch, all commits of B; where B is, none.
 */
export async function resolveRange(repository: Repository, range: string): Promise<CommitSelection> {
  const [, left, dots, right] = range.match(/^(.*?)(\.{2,3})(.*)$/s) ?? []
  if (left === undefined || right === undefined || `${left}${right}` === '') {
    throw new ScanError('USAGE', `${shown(range)} is not a range`, { hint: 'write it as `main..HEAD`' })
  }
  const [base, tip] = await Promise.all([endOf(repository, left), endOf(repository, right)])
  if (tip === null) return { kind: 'reached', include: [], exclude: [] }
  if (base === null) return { kind: 'reached', include: [tip], exclude: [] }
  const exclude = dots === '...' ? await mergeBases(repository, base, tip, range) : [base]
  return { kind: 'reached', include: [tip], exclude }
}

/** Full id of the commit that a person's revision names. */
export async function resolveCommit(repository: Repository, revision: string): Promise<string> {
  const oid = await findCommit(repository, revision)
  if (oid !== null) return oid
  if (repository.isShallow && isName(revision)) throw notInShallowClone(`the revision ${shown(revision)}`)
  throw new ScanError('UNKNOWN_REVISION', `there is no revision ${shown(revision)} here`, {
    hint: 'check its spelling, or fetch it first',
  })
}

/** Full id of the commit that a revision names, `HEAD` among them; null where there is none here. */
export async function findCommit({ gate }: Repository, revision: string): Promise<string | null> {
  const oid = isName(revision) ? await askGit(gate, [...COMMANDS.resolve, `${revision}^{commit}`]) : null
  return oid !== null && isObjectId(oid) ? oid : null
}

/** The tree or the file that an object which is no commit stands for, tags peeled off. */
export async function resolveOdd({ gate }: Repository, oid: string, name: string): Promise<OddRef> {
  const peeled = isObjectId(oid) ? await askGit(gate, [...COMMANDS.resolve, `${oid}^{}`]) : null
  const kind = peeled && (await askGit(gate, [...COMMANDS.objectType, peeled]))
  if (peeled !== null && (kind === 'blob' || kind === 'tree')) return { name, kind, oid: peeled }
  throw new ScanError('UNKNOWN_REVISION', `the object ${shown(oid)} is not here`, { hint: 'fetch it first' })
}

function isName(revision: string): boolean {
  return !revision.startsWith('-') && !revision.includes('\0')
}

function endOf(repository: Repository, revision: string): Promise<string | null> {
  if (isNullId(revision)) return Promise.resolve(null)
  return resolveCommit(repository, revision === '' ? 'HEAD' : revision)
}

async function mergeBases(
  repository: Repository,
  base: string,
  tip: string,
  range: string,
): Promise<readonly string[]> {
  const bases = await askGit(repository.gate, [...COMMANDS.mergeBase, base, tip])
  if (bases !== null) return bases.split('\n')
  if (repository.isShallow) throw notInShallowClone(`the commit at which ${shown(range)} parted`)
  return [] // histories that share nothing: all of the tip is new
}

function notInShallowClone(what: string): ScanError {
  return new ScanError('SHALLOW_CLONE', `${what} is not in this shallow clone`, {
    hint: 'fetch it first: `git fetch --unshallow`, in GitHub Actions `fetch-depth: 0` for actions/checkout',
  })
}

function shown(text: string): string {
  return `"${oneLine(text)}"`
}
