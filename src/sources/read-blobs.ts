import type { GitGate } from '../git/gate.ts'
import { readObjects } from '../git/read-objects.ts'
import type { Blob } from '../model/blob.ts'
import type { Skip } from '../model/skip.ts'
import { isLfsPointer } from './lfs-pointer.ts'

/** Where a blob is known to stand, for its kind and for what is said when it cannot be read. */
export interface Place {
  /** '' where no path is known. */
  readonly path: string
  readonly commit: string | null
}

/** Blobs that are scanned for their own sake: also tells which of them are pointers to content elsewhere. */
export async function* scanBlobs(
  gate: GitGate,
  oids: AsyncIterable<string> | Iterable<string>,
  placeOf: (oid: string) => Place,
): AsyncGenerator<Blob | Skip> {
  for await (const item of readBlobs(gate, oids, placeOf)) {
    const isPointer = item.type === 'blob' && isLfsPointer(item.content)
    const skip = isPointer ? lfsSkip(placeOf(item.id)) : null
    yield item
    if (skip) yield skip
  }
}

/** Blobs by id, and a skip for each that git cannot give. */
export async function* readBlobs(
  gate: GitGate,
  oids: AsyncIterable<string> | Iterable<string>,
  placeOf: (oid: string) => Place,
): AsyncGenerator<Blob | Skip> {
  for await (const object of readObjects(gate, oids)) {
    const { path, commit } = placeOf(object.oid)
    if (object.type === 'unread') {
      const detail = object.detail || object.oid
      yield { type: 'skip', path: path || null, commit, reason: object.reason, detail }
    } else {
      const { oid: id, content, size, segment } = object
      yield { type: 'blob', id, path, content, size, segment }
    }
  }
}

function lfsSkip({ path, commit }: Place): Skip {
  return { type: 'skip', path, commit, reason: 'lfs-pointer', detail: '' }
}
