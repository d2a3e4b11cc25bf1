import type { Blob, Change } from '../model/blob.ts'
import type { Skip } from '../model/skip.ts'

/**
 * Where blobs come from. An implementation owes: every distinct blob exactly once, a `Skip` for everything that it
 * could not hand over, and no other silence. The calls come in the order in which they stand here.
 * Implementations: `create-source.ts`.
 */
export interface Source {
  /** Distinct blobs; the bytes of one are valid until the next is asked for. A large one comes as several segments in order. */
  blobs(): AsyncIterable<Blob | Skip>
  /** Where the blobs named stand, oldest change first. Only called once `blobs` has ended. */
  changes(blobIds: ReadonlySet<string>): readonly Change[]
  /** Blobs that changes replaced, read for comparison. Those that `blobs` has yielded are not asked for again. */
  readBlobs(blobIds: readonly string[]): AsyncIterable<Blob | Skip>
  /** Commits walked so far; 0 outside history. */
  readonly commits: number
}
