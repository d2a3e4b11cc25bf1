import type { Repository } from '../../git/open-repository.ts'
import { findCommit } from '../../git/resolve-range.ts'
import { isNullId } from '../../git/well-known-ids.ts'
import { ScanError } from '../../model/errors.ts'
import { type CiFacts, type RangeCandidate, remoteBranch } from './range-candidate.ts'

/** A range of full ids, and what is to be told of it. */
export interface ChosenRange {
  readonly range: string
  readonly notices: readonly string[]
}

const SHOWN = 12

/**
 * The range of a CI run: what its host tells, then what the default branch lacks, then the last commit.
 * @throws ScanError where the clone is too shallow, or lacks the commit that is to be scanned
 */
export async function chooseRange(repository: Repository, facts: CiFacts): Promise<ChosenRange> {
  const lost: string[] = []
  for (const candidate of facts.candidates) {
    if (isNullId(candidate.head)) return { range: `${candidate.base}..${candidate.head}`, notices: [candidate.says] }
    const head = await requireHead(repository, candidate.head, facts)
    const base = await findCommit(repository, candidate.base)
    if (base !== null) return chosen(base, head, `scanned: ${candidate.says} (${facts.host})`, lost)
    if (repository.isShallow) throw tooShallow(`the commit that ${candidate.says} starts from`, facts)
    lost.push(lostBase(candidate))
  }
  const head = await requireHead(repository, facts.head, facts)
  const other = await defaultBranch(repository, facts)
  if (other !== null && other.oid !== head) {
    return chosen(other.oid, head, `scanned: what ${other.name} does not have (${facts.host})`, lost)
  }
  if (facts.isNewBranch)
    return chosen('0'.repeat(head.length), head, `scanned: all of the branch (${facts.host})`, lost)
  return lastCommit(repository, head, facts, lost)
}

function chosen(base: string, head: string, says: string, lost: readonly string[]): ChosenRange {
  return { range: `${base}..${head}`, notices: [...lost, says] }
}

async function requireHead(repository: Repository, revision: string, facts: CiFacts): Promise<string> {
  const head = await findCommit(repository, revision)
  if (head !== null) return head
  if (repository.isShallow) throw tooShallow(`the commit ${revision.slice(0, SHOWN)} that is to be scanned`, facts)
  throw new ScanError('UNKNOWN_REVISION', `the commit ${revision.slice(0, SHOWN)} that is to be scanned is not here`, {
    hint: 'check it out before keywarden runs: for GitHub pull_request_target name it with `ref`',
  })
}

/** The branch that others are compared with, by what the host says, by what the clone says, by what it is called mostly. */
async function defaultBranch(repository: Repository, facts: CiFacts) {
  const told = facts.defaultBranch === '' ? [] : [facts.defaultBranch]
  for (const name of [...told, 'HEAD', 'main', 'master']) {
    const oid = await findCommit(repository, remoteBranch(name))
    if (oid !== null) return { name: name === 'HEAD' ? 'the default branch' : `origin/${name}`, oid }
  }
  return null
}

/** Not told what is new, to scan one commit is better than none; to say so is better than to keep still. */
async function lastCommit(
  repository: Repository,
  head: string,
  facts: CiFacts,
  lost: readonly string[],
): Promise<ChosenRange> {
  const parent = await findCommit(repository, `${head}^`)
  if (parent === null && repository.isShallow) throw tooShallow('the commit before the last one', facts)
  const says =
    'scanned: only the last commit, as nothing tells what else is new; name it with --range, or run keywarden audit'
  return chosen(parent ?? '0'.repeat(head.length), head, says, lost)
}

function lostBase({ base, says }: RangeCandidate): string {
  return `${says} starts from ${base.slice(0, 60)}, which is not in this clone: rewritten, or not fetched`
}

function tooShallow(what: string, { wholeClone }: CiFacts): ScanError {
  return new ScanError('SHALLOW_CLONE', `${what} is not in this shallow clone`, {
    hint: `${wholeClone}: the range needs its base`,
  })
}
