import { Segmenter, WHOLE_LIMIT } from '../git/segmenter.ts'
import { type Blob, WHOLE } from '../model/blob.ts'
import type { Source } from './source.ts'

/** All that comes through stdin, as one file of the given name. */
export function stdinSource(stdin: AsyncIterable<Uint8Array>, path: string): Source {
  const id = `file:${path}`
  return {
    blobs: () => readAll(stdin, id, path),
    changes: (ids) => (ids.has(id) ? [{ path, blobId: id, commit: null, previousIds: [], removedIds: [] }] : []),
    async *readBlobs() {}, // nothing is replaced
    commits: 0,
  }
}

/** Holds what fits, and cuts what does not; the size of a large one is what has come so far. */
async function* readAll(stdin: AsyncIterable<Uint8Array>, id: string, path: string): AsyncGenerator<Blob> {
  const held: Uint8Array[] = []
  let segmenter: Segmenter | null = null
  let size = 0
  for await (const chunk of stdin) {
    size += chunk.length
    if (segmenter === null) held.push(chunk)
    if (size <= WHOLE_LIMIT) continue
    const pending = segmenter === null ? held.splice(0) : [chunk]
    segmenter ??= new Segmenter()
    for (const bytes of pending) {
      for (const window of segmenter.push(bytes)) yield { type: 'blob', id, path, size, ...window }
    }
  }
  if (segmenter) yield { type: 'blob', id, path, size, ...segmenter.finish() }
  else {
    const buffer = Buffer.concat(held)
    yield { type: 'blob', id, path, size, content: { buffer, start: 0, end: size }, segment: WHOLE }
  }
}
