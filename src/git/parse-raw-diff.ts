import { ScanError } from '../model/errors.ts'
import { decodePath } from '../model/repo-path.ts'

/** What stands at a path in one tree: mode and object, null where there is nothing. */
export interface TreeEntry {
  readonly mode: number
  readonly oid: string
}

/** A path that differs from every tree it is compared with: HEAD's, or those of all parents. */
export interface RawChange {
  readonly path: string
  /** What stands there now; null where it was deleted, or where the index holds a conflict. */
  readonly entry: TreeEntry | null
  /** What stood there, one for each tree. */
  readonly previous: readonly (TreeEntry | null)[]
  /** True where the index holds several versions of the path, none of them settled. */
  readonly isUnmerged: boolean
}

/**
 * Reads the records of `--raw -z`: a header, then a path; between them the ids of commits.
 *
 *     :100644 100644 5716ca5… e69de29… M        one tree compared
 *     ::100644 100644 100644 f2ad6… 49f33… 7a9e4… MM    two parents
 */
export class RawDiffParser {
  #header: Header | null = null

  /** What a record says: a change, the id of a commit, or null where the path is still to come. */
  take(record: Buffer): RawChange | string | null {
    if (this.#header) {
      const header = this.#header
      this.#header = null
      return { ...header, path: decodePath(record) }
    }
    const text = record.toString('latin1')
    if (!text.startsWith(':')) return objectId(text)
    this.#header = parseHeader(text)
    return null
  }

  /** Throws where a header has no path. */
  end(): void {
    if (this.#header) throw unexpected('a header without a path')
  }
}

type Header = Omit<RawChange, 'path'>

function parseHeader(text: string): Header {
  const fields = text.split(' ')
  const parents = fields[0]!.lastIndexOf(':') + 1
  const status = fields.at(-1)!
  if (fields.length !== 2 * parents + 3) throw unexpected('a header of another length')
  const entries = Array.from({ length: parents + 1 }, (_, i) =>
    treeEntry(i === 0 ? fields[0]!.slice(parents) : fields[i]!, fields[parents + 1 + i]!),
  )
  return { entry: entries.pop()!, previous: entries, isUnmerged: status === 'U' }
}

function treeEntry(mode: string, oid: string): TreeEntry | null {
  if (!/^[0-7]{6}$/.test(mode)) throw unexpected('a mode that is none')
  return mode === '000000' ? null : { mode: Number.parseInt(mode, 8), oid: objectId(oid) }
}

function objectId(text: string): string {
  if (!isObjectId(text)) throw unexpected('an object id that is none')
  return text
}

/** True for a full object id, SHA-1 or SHA-256. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

function unexpected(what: string): ScanError {
  return new ScanError('GIT_FAILED', `git answered with ${what}`, { hint: 'this git may be too old or too new' })
}
