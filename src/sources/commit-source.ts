import type { GitGate } from '../git/gate.ts'
import { listTree } from '../git/list-files.ts'
import { listOddRefs, type OddRef } from '../git/list-odd-refs.ts'
import type { Repository } from '../git/open-repository.ts'
import { shallowEdge } from '../git/shallow-edge.ts'
import { type Commit, type CommitSelection, walkHistory } from '../git/walk-history.ts'
import type { Skip } from '../model/skip.ts'
import { ChangeLog, type ChangeSet } from './change-log.ts'
import { isSubmodule } from './file-modes.ts'
import { readBlobs, scanBlobs } from './read-blobs.ts'
import { skipPath } from './skips.ts'
import type { Source } from './source.ts'

/** The blobs that the selected commits bring, each against all parents of its commit. */
export function commitSource(repository: Repository, selection: CommitSelection): Source {
  const log = new ChangeLog()
  const walk = new CommitWalk(repository, selection)
  return {
    async *blobs() {
      yield* scanBlobs(repository.gate, walk.newBlobs(log), (oid) => log.placeOf(oid))
      yield* walk.skips
    },
    changes: (ids) => log.changes(ids),
    readBlobs: (ids) => readBlobs(repository.gate, ids, (oid) => log.placeOf(oid)),
    get commits() {
      return walk.commits
    },
  }
}

class CommitWalk {
  readonly #repository: Repository
  readonly #selection: CommitSelection
  readonly #edge: ReadonlySet<string>
  readonly #submodules = new Set<string>()
  readonly #skips: Skip[] = []
  commits = 0

  constructor(repository: Repository, selection: CommitSelection) {
    this.#repository = repository
    this.#selection = selection
    this.#edge = shallowEdge(repository)
  }

  /** What the walk came by and has no blob for; known once it has ended. */
  get skips(): readonly Skip[] {
    return [...this.#skips, ...[...this.#submodules].map((path) => skipPath(path, 'submodule'))]
  }

  /** Walks and writes the log; ids of the blobs that come for the first time. */
  async *newBlobs(log: ChangeLog): AsyncGenerator<string> {
    const selection = this.#selection
    const { gate } = this.#repository
    const warn = (detail: string) => this.#skips.push({ ...NOWHERE, reason: 'unreadable', detail })
    const isEmpty = selection.kind === 'reached' && selection.include.length === 0
    for await (const commit of isEmpty ? [] : walkHistory(gate, selection, warn)) {
      this.#visit(commit)
      yield* log.add({ commit: commit.oid, changes: commit.changes })
    }
    for await (const set of oddChanges(gate, await oddRefs(gate, selection))) yield* log.add(set)
  }

  #visit({ oid, changes }: Commit): void {
    this.commits++
    for (const { path, entry } of changes) if (isSubmodule(entry)) this.#submodules.add(path)
    if (this.#edge.has(oid)) this.#skips.push({ ...NOWHERE, commit: oid, reason: 'shallow-history', detail: '' })
  }
}

/** What the selection holds that is no commit. */
async function oddRefs(gate: GitGate, selection: CommitSelection): Promise<readonly OddRef[]> {
  if (selection.kind === 'everything') return listOddRefs(gate)
  return selection.kind === 'reached' ? (selection.odd ?? []) : []
}

const NOWHERE = { type: 'skip', path: null, commit: null } as const

/** What refs hold that point at no commit; a file is named by its ref. */
async function* oddChanges(gate: GitGate, refs: readonly OddRef[]): AsyncGenerator<ChangeSet> {
  const set = async (ref: OddRef) => (ref.kind === 'tree' ? await listTree(gate, ref.oid) : [fileOf(ref)])
  for (const ref of refs) {
    const entries = await set(ref)
    yield { commit: null, changes: entries.map((entry) => ({ path: entry.path, entry, previous: [] })) }
  }
}

function fileOf({ name, oid }: OddRef) {
  return { path: name, mode: 0o100644, oid }
}
