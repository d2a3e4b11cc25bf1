import type { RawChange } from '../git/parse-raw-diff.ts'
import type { Change } from '../model/blob.ts'
import { isContent } from './file-modes.ts'
import { IntList } from './int-list.ts'
import { Names } from './names.ts'
import type { Place } from './read-blobs.ts'

const NONE = -1
/** Numbers in a row before those of the replaced blobs: path, blob or NONE, how many were replaced. */
const ROW_HEAD = 3
const NOTHING: ReadonlySet<string> = new Set()

/** What changes together: a commit, or what stands outside commits. */
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
  /** Where the rows of each commit start; one more for where the next will. */
  readonly #starts = new IntList([0])
  readonly #rows = new IntList()
  /** By blob: where it was first seen to come, NONE for one that was only seen to go. */
  readonly #firstPath = new IntList()
  readonly #firstCommit = new IntList()

  /** Takes the next changes in order; ids of the blobs that come for the first time. */
  add({ commit, changes }: ChangeSet): readonly string[] {
    const number = this.#commits.push(commit) - 1
    const fresh: string[] = []
    for (const { path, entry, previous } of changes) {
      const replaced = new Set(previous.filter(isContent).map(({ oid }) => oid))
      const blob = isContent(entry) ? entry.oid : null
      if (blob === null ? replaced.size === 0 : replaced.has(blob)) continue // a submodule, or a mode alone
      if (this.#addRow(number, this.#paths.numberOf(path), blob, replaced) && blob) fresh.push(blob)
    }
    this.#starts.push(this.#rows.length)
    return fresh
  }

  /** Takes a file that stands at its path and replaces nothing. */
  addFile(path: string, id: string): void {
    const number = this.#commits.push(null) - 1
    this.#addRow(number, this.#paths.numberOf(path), id, NOTHING)
    this.#starts.push(this.#rows.length)
  }

  /** Where a blob first came to stand; nowhere for one that is not known to. */
  placeOf(oid: string): Place {
    const blob = this.#blobs.find(oid)
    const path = blob === undefined ? NONE : this.#firstPath.at(blob)
    if (blob === undefined || path === NONE) return { path: '', commit: null }
    return { path: this.#paths.nameOf(path), commit: this.#commits[this.#firstCommit.at(blob)] ?? null }
  }

  /** Every change that brought one of the blobs, oldest first. */
  changes(oids: ReadonlySet<string>): readonly Change[] {
    const wanted = new Set([...oids].map((oid) => this.#blobs.find(oid) ?? NONE))
    wanted.delete(NONE)
    const changes: Change[] = []
    for (let commit = 0; commit < this.#commits.length; commit++) {
      if (this.#bringsOneOf(commit, wanted)) changes.push(...this.#changesOf(commit, wanted))
    }
    return changes
  }

  /** True where the blob comes for the first time. */
  #addRow(commit: number, path: number, oid: string | null, replaced: ReadonlySet<string>): boolean {
    const blob = oid === null ? NONE : this.#numberOf(oid)
    this.#rows.push(path)
    this.#rows.push(blob)
    this.#rows.push(replaced.size)
    for (const old of replaced) this.#rows.push(this.#numberOf(old))
    if (blob === NONE || this.#firstPath.at(blob) !== NONE) return false
    this.#firstPath.set(blob, path)
    this.#firstCommit.set(blob, commit)
    return true
  }

  #numberOf(oid: string): number {
    const number = this.#blobs.numberOf(oid)
    if (number === this.#firstPath.length) {
      this.#firstPath.push(NONE)
      this.#firstCommit.push(NONE)
    }
    return number
  }

  #bringsOneOf(commit: number, wanted: ReadonlySet<number>): boolean {
    const end = this.#starts.at(commit + 1)
    for (let row = this.#starts.at(commit); row < end; row += ROW_HEAD + this.#rows.at(row + 2)) {
      if (wanted.has(this.#rows.at(row + 1))) return true
    }
    return false
  }

  #changesOf(commit: number, wanted: ReadonlySet<number>): readonly Change[] {
    const arrivals: Omit<Change, 'removedIds'>[] = []
    const removedIds: string[] = []
    const end = this.#starts.at(commit + 1)
    for (let row = this.#starts.at(commit); row < end; row += ROW_HEAD + this.#rows.at(row + 2)) {
      const blob = this.#rows.at(row + 1)
      if (blob === NONE) removedIds.push(...this.#replacedIn(row))
      if (!wanted.has(blob)) continue
      arrivals.push({
        path: this.#paths.nameOf(this.#rows.at(row)),
        blobId: this.#blobs.nameOf(blob),
        commit: this.#commits[commit] ?? null,
        previousIds: this.#replacedIn(row),
      })
    }
    return arrivals.map((change) => ({ ...change, removedIds }))
  }

  #replacedIn(row: number): readonly string[] {
    return Array.from({ length: this.#rows.at(row + 2) }, (_, i) =>
      this.#blobs.nameOf(this.#rows.at(row + ROW_HEAD + i)),
    )
  }
}
