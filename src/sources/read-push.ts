import { listRefTips } from '../git/list-ref-tips.ts'
import type { Repository } from '../git/open-repository.ts'
import { findCommit, resolveOdd } from '../git/resolve-range.ts'
import type { CommitSelection } from '../git/walk-history.ts'
import { isNullId, isObjectId } from '../git/well-known-ids.ts'
import { ScanError } from '../model/errors.ts'

/** One ref that a push moves. */
interface PushedRef {
  readonly localRef: string
  /** Object that it is to point at; zeros where it is deleted. */
  readonly localOid: string
  /** Object that the remote has there; zeros where it has none. */
  readonly remoteOid: string
}

const MOST_INPUT = 16 * 1024 * 1024

/**
 * The commits that a push would send: those that the pushed refs reach and that the remote does not have, as far as
 * this clone knows. What another remote has counts: it is new to this one.
 */
export async function readPush(
  repository: Repository,
  remote: string,
  { stdin, env }: { readonly stdin: AsyncIterable<Uint8Array>; readonly env: NodeJS.ProcessEnv },
): Promise<CommitSelection> {
  const told = parsePushedRefs(await textOf(stdin))
  const pushed = (told.length > 0 ? told : toldByPreCommit(env)).filter(({ localOid }) => !isNullId(localOid))
  const include: string[] = []
  const odd = []
  for (const { localRef, localOid } of pushed) {
    const commit = await findCommit(repository, localOid)
    if (commit !== null) include.push(commit)
    else odd.push(await resolveOdd(repository, localOid, localRef))
  }
  if (include.length === 0) return { kind: 'reached', include, exclude: [], odd }
  return { kind: 'reached', include, exclude: await heldByRemote(repository, remote, pushed), odd }
}

// refs/heads/main 67890… refs/heads/foreign 12345…
// (delete) 0000… refs/heads/gone 12345…
function parsePushedRefs(text: string): readonly PushedRef[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [localRef = '', localOid = '', , remoteOid = ''] = line.trim().split(' ')
    if (isObjectId(localOid) && isObjectId(remoteOid)) return { localRef, localOid, remoteOid }
    throw new ScanError('USAGE', 'standard input does not hold what git tells a pre-push hook', {
      hint: 'call it from the hook pre-push as `keywarden scan --pre-push "$@"`; see docs/setup.md for hook managers',
    })
  })
}

/** The framework pre-commit keeps standard input for itself, and tells by variables what is pushed. */
function toldByPreCommit(env: NodeJS.ProcessEnv): readonly PushedRef[] {
  const { PRE_COMMIT_FROM_REF: remoteOid = '', PRE_COMMIT_TO_REF: localOid = '' } = env
  return isObjectId(localOid) ? [{ localRef: env['PRE_COMMIT_LOCAL_BRANCH'] ?? '', localOid, remoteOid }] : []
}

async function heldByRemote(
  repository: Repository,
  remote: string,
  pushed: readonly PushedRef[],
): Promise<readonly string[]> {
  const tips = (await listRefTips(repository)).filter(({ kind }) => kind === 'remote')
  const tracked = remote === '' ? tips : tips.filter(({ name }) => name.startsWith(`${remote}/`))
  const known = new Set(tracked.map(({ oid }) => oid))
  for (const { remoteOid } of pushed) {
    // the remote may have moved on to commits that are not here
    const commit = isObjectId(remoteOid) && !isNullId(remoteOid) ? await findCommit(repository, remoteOid) : null
    if (commit !== null) known.add(commit)
  }
  return [...known]
}

async function textOf(stdin: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stdin) {
    chunks.push(chunk)
    length += chunk.length
    if (length > MOST_INPUT)
      throw new ScanError('USAGE', 'standard input is too long for a list of pushed refs', {
        hint: 'for content write --stdin',
      })
  }
  return Buffer.concat(chunks).toString('utf8')
}
