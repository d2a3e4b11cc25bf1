import { listIndex, listTree } from '../../git/list-files.ts'
import { listRefTips, type RefTip } from '../../git/list-ref-tips.ts'
import type { Repository } from '../../git/open-repository.ts'
import { type CommitDates, readCommitDates } from '../../git/read-commit-dates.ts'
import { findCommit } from '../../git/resolve-range.ts'
import { walkReach } from '../../git/walk-reach.ts'
import { ScanError } from '../../model/errors.ts'
import type { Finding } from '../../model/finding.ts'
import type { SourceSettings } from '../../model/source-settings.ts'
import { isContent } from '../../sources/file-modes.ts'
import { readBlobs } from '../../sources/read-blobs.ts'
import { type ExposureFacts, exposureOf } from '../../triage/exposure-of.ts'
import type { ChangeTriage, FindingOrigin } from '../../triage/triage-change.ts'
import type { MatchStore } from './match-store.ts'
import { type HistorySearch, searchHistory } from './search-history.ts'

type Kind = SourceSettings['kind']

/** Milliseconds that history may take: somebody waits for the hook; null where all of it is walked anyway. */
const TIME = {
  staged: 3000,
  range: null,
  push: null,
  history: null,
  'work-tree': 30_000,
  paths: 30_000,
  stdin: 0,
} as const satisfies Record<Kind, number | null>

/**
 * The triage with the exposure of each finding. A finding is told in any case: where git fails to say how far its secret
 * has come, a notice says so.
 */
export async function withExposure(
  triage: ChangeTriage,
  kind: Kind,
  repository: Repository,
  store: MatchStore,
): Promise<ChangeTriage> {
  try {
    return { ...triage, findings: await measureExposure(triage, kind, repository, store) }
  } catch (error) {
    if (!(error instanceof ScanError)) throw error
    const notice = `how far the secrets have come is not known: ${error.message}`
    return { ...triage, notices: [...triage.notices, notice] }
  }
}

/**
 * Gives each finding its exposure. Only called where there are findings, so that a clean run pays nothing; all of them
 * share the same few walks.
 */
async function measureExposure(
  { findings, origins }: Pick<ChangeTriage, 'findings' | 'origins'>,
  kind: Kind,
  repository: Repository,
  store: MatchStore,
): Promise<readonly Finding[]> {
  const all = [...origins.values()]
  const sought = new Set(all.map(({ secret }) => secret.reveal()))
  const now = await standsNow(repository, all, sought, store)
  const past = await stoodBefore(kind, repository, all, now.versions)
  const exposures = new Map(Array.from(sought, (value) => [value, exposureOf(factsOf(value, kind, now, past))]))
  return findings.map((finding) => ({
    ...finding,
    exposure: exposures.get(origins.get(finding)?.secret.reveal() ?? '') ?? null,
  }))
}

function factsOf(value: string, kind: Kind, now: Present, { holders, reach, dates, isWhole }: Past): ExposureFacts {
  const held = [...(holders.get(value) ?? [])]
  const [first] = held
  const outside = kind === 'staged' || now.inIndex.has(value) ? 'staged' : 'work-tree'
  return {
    outside: kind === 'history' ? 'tagged' : outside,
    firstCommit: first === undefined ? null : { id: first, ...(dates.get(first) ?? UNDATED) },
    refs: reach === null ? [{ kind: 'branch', name: 'HEAD' }] : held.flatMap((id) => reach.get(id) ?? []),
    isAtHead: now.atHead.has(value),
    isWhole: isWhole && reach !== null,
  }
}

/** What commits tell of the secrets. */
interface Past extends HistorySearch {
  /** Refs that reach each commit that brought one; null where there was no time to find them. */
  readonly reach: ReadonlyMap<string, readonly RefTip[]> | null
  /** Of the first commit of each. */
  readonly dates: ReadonlyMap<string, CommitDates>
}

async function stoodBefore(
  kind: Kind,
  repository: Repository,
  origins: readonly FindingOrigin[],
  versions: MatchStore,
): Promise<Past> {
  const limit = TIME[kind]
  const timed = limit === null ? repository : withTimeLimit(repository, limit)
  const sought = new Set(origins.map(({ secret }) => secret.reveal()))
  const paths = new Set(origins.map(({ change }) => change.path))
  const search =
    kind === 'range' || kind === 'push' || kind === 'history'
      ? heldBy(origins)
      : await within(timed, NOTHING_FOUND, () => searchHistory(timed, sought, paths, versions))
  const held = [...search.holders.values()]
  const commits = new Set(held.flatMap((ids) => [...ids]))
  const reach = await within(timed, null, () => reachOf(timed, commits))
  const firsts = new Set(held.flatMap((ids) => [...ids].slice(0, 1)))
  return { ...search, reach, dates: await readCommitDates(repository.gate, firsts) }
}

const UNDATED: CommitDates = { committedAt: '', authoredAt: '' }
const NOTHING_FOUND: HistorySearch = { holders: new Map(), isWhole: false }

/** The commits whose changes are the findings. */
function heldBy(origins: readonly FindingOrigin[]): HistorySearch {
  const holders: HistorySearch['holders'] = new Map()
  for (const { secret, change } of origins) {
    const value = secret.reveal()
    if (change.commit !== null) holders.set(value, (holders.get(value) ?? new Set()).add(change.commit))
  }
  return { holders, isWhole: true }
}

async function reachOf(
  repository: Repository,
  commits: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly RefTip[]>> {
  if (commits.size === 0) return new Map()
  return walkReach(repository.gate, commits, await listRefTips(repository))
}

/** Which of the secrets stand in HEAD and in the index, and a store with what was read to tell. */
interface Present {
  readonly atHead: ReadonlySet<string>
  readonly inIndex: ReadonlySet<string>
  readonly versions: MatchStore
}

async function standsNow(
  repository: Repository,
  origins: readonly FindingOrigin[],
  sought: ReadonlySet<string>,
  store: MatchStore,
): Promise<Present> {
  const { gate, hasWorkTree } = repository
  const paths = new Set(origins.map(({ change }) => change.path))
  const head = await findCommit(repository, 'HEAD')
  const tree = head === null ? [] : await listTree(gate, head)
  const index = hasWorkTree ? (await listIndex(gate)).filter(({ path }) => paths.has(path)) : []
  const versions = store.apart()
  const unread = [...tree, ...index].filter(
    (entry) => isContent(entry) && paths.has(entry.path) && !store.has(entry.oid),
  )
  const pathOf = new Map(unread.map(({ oid, path }) => [oid, path]))
  for await (const item of readBlobs(gate, pathOf.keys(), (id) => ({ path: pathOf.get(id) ?? '', commit: null }))) {
    if (item.type === 'blob') versions.compare(item)
  }
  const held = (oid: string) =>
    [...store.secretsIn(oid), ...versions.secretsIn(oid)].filter((value) => sought.has(value))
  return {
    atHead: new Set(tree.flatMap(({ oid }) => held(oid))),
    inIndex: new Set(index.flatMap(({ oid }) => held(oid))),
    versions,
  }
}

function withTimeLimit(repository: Repository, milliseconds: number): Repository {
  const { gate } = repository
  const timeout = AbortSignal.timeout(milliseconds)
  return { ...repository, gate: { ...gate, signal: gate.signal ? AbortSignal.any([gate.signal, timeout]) : timeout } }
}

/** What the work gives; `instead` where its time is over, which is no failure: the report says what it does not know. */
async function within<T, U>({ gate }: Repository, instead: U, work: () => Promise<T>): Promise<T | U> {
  try {
    return await work()
  } catch (error) {
    const reason: unknown = gate.signal?.aborted ? gate.signal.reason : null
    if ((reason as Error | null)?.name === 'TimeoutError') return instead
    throw error
  }
}
