import type { RawChange, TreeEntry } from '../git/parse-raw-diff.ts'
import type { Change } from '../model/blob.ts'
import { isSubmodule } from './file-modes.ts'
import { IntList } from './int-list.ts'
import { Names } from './names.ts'
import type { Place } from './read-blobs.ts'

const REMOVED = -1

/** Changes of one commit, or of what stands outside commits. */
export interface ChangeSet {
  /** Full id, null outside history. */
  readonly commit: string | null
  readonly changes: readonly Pick<RawChange, 'path' | 'entry' | 'previous'>[]
}

/**
 * Remembers which blob came to stand where, commit by commit, in a few numbers each: the history of a large
 * repository has millions of changes, and only those whose blob holds a match are asked for.
 */
export class ChangeLog {
  readonly #blobs = new Names()
  readonly #paths = new Names()
  readonly #commits: (string | null)[] = []
  /** Where the rows of each commit start. */
  readonly #starts = new IntList()
  /** Rows, oldest first: path, blob or REMOVED, number of replaced blobs, replaced blobs. */
  readonly #rows = new IntList()
  /** By blob: path and commit at which it was first seen to come; -1 for one that was only seen to go. */
  readonly #firstPath = new IntList()
  readonly #firstCommit = new IntList()

  /** Takes the next changes in order; ids of the blobs that come for the first time. */
  add({ commit, changes }: ChangeSet): readonly string[] {
    this.#commits.push(commit)
    this.#starts.push(this.#rows.length)
    return changes.flatMap((change) => {
      const previous = change.previous.filter((entry) => entry !== null && !isSubmodule(entry)) as TreeEntry[]
      const { entry } = change
      if (entry && (isSubmodule(entry) || previous.some(({ oid }) => oid === entry.oid))) return []
      return this.#addRow(change.path, entry?.oid ?? null, new Set(previous.map(({ oid }) => oid)))
    })
  }

  /** Where a blob first came to stand. */
  placeOf(oid: string): Place {
    const blob = this.#blobs.find(oid)
    const path = blob === undefined ? REMOVED : this.#firstPath.at(blob)
    if (blob === undefined || path === REMOVED) return { path: '', commit: null }
    return { path: this.#paths.nameOf(path), commit: this.#commits[this.#firstCommit.at(blob)]! }
  }

  /** Every change that brought one of the blobs, oldest first. */
  changes(oids: ReadonlySet<string>): readonly Change[] {
    const wanted = new Set([...oids].map((oid) => this.#blobs.find(oid)))
    const changes: Change[] = []
    for (let commit = 0; commit < this.#commits.length; commit++) {
      const rows = [...this.#rowsOf(commit)]
    }
    return changes
  }
}
