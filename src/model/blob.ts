/**
 * Bytes of one file version inside a buffer that its owner may reuse as soon as the consumer has returned:
 * whoever keeps something of it copies it.
 */
export interface ByteRange {
  readonly buffer: Buffer
  /** Offset of the first byte. */
  readonly start: number
  /** Offset behind the last byte. */
  readonly end: number
}

/** Content that a source hands over, once whatever number of commits and paths hold it. */
export interface Blob {
  readonly type: 'blob'
  /** Object id, or `file:PATH` for what git does not hold; the key that changes name it by. */
  readonly id: string
  /** First path at which it stands; decides the file kind for generic rules. */
  readonly path: string
  readonly content: ByteRange
  /** Length of the whole file in bytes; more than `content` where the file comes in segments. */
  readonly size: number
  /** Where `content` stands in a file that comes in segments. */
  readonly segment: Segment
}

/** A window on a large file. A file that fits comes as one segment, `WHOLE`. */
export interface Segment {
  /** Offset of the segment's first byte in the file. */
  readonly offset: number
  /** Line feeds before the segment. */
  readonly linesBefore: number
  /** Bytes at the start of the segment that the one before it has shown already. */
  readonly overlap: number
}

export const WHOLE: Segment = { offset: 0, linesBefore: 0, overlap: 0 }

/** One path at which a blob came to stand, and what it replaces there. */
export interface Change {
  readonly path: string
  readonly blobId: string
  /** Full object id of the commit that brought it, null outside history. */
  readonly commit: string | null
  /** Blobs that stood at this path before: HEAD's, or each parent's. Empty where the file is new. */
  readonly previousIds: readonly string[]
  /** Blobs of files that the same change removes: a secret that stood in one of them has moved, not arrived. */
  readonly removedIds: readonly string[]
}
