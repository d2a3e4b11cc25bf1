import { type Blob, type Segment, WHOLE } from '../../../model/blob.ts'
import type { PackedReading } from './packed-reading.ts'

/** Blobs on their way to a worker, their bytes one behind the other. The bytes are handed over, not copied. */
export interface BatchMessage {
  readonly bytes: ArrayBuffer
  readonly ids: readonly string[]
  readonly paths: readonly string[]
  /** Offset behind the bytes of each blob. */
  readonly ends: readonly number[]
  /** Length of the whole file and the place in it, of a blob that comes alone. */
  readonly alone: { readonly size: number; readonly segment: Segment } | null
}

/** What a worker has found in a batch. The bytes come back, to be used again. */
export interface BatchAnswer {
  readonly bytes: ArrayBuffer
  /** Only those blobs of which there is something to tell, by their place in the batch. */
  readonly told: readonly PackedExamination[]
}

export interface PackedExamination {
  readonly place: number
  readonly reading: PackedReading | null
  readonly isComplete: boolean
}

/** Bytes of a batch; a blob that is larger goes alone. */
export const BATCH_SIZE = 256 * 1024

/** Collects blobs into a message. */
export class Batch {
  readonly #bytes: Buffer
  readonly #ids: string[] = []
  readonly #paths: string[] = []
  readonly #ends: number[] = []
  #alone: BatchMessage['alone'] = null
  #filled = 0

  /** @param memory what the bytes are copied into, in full the batch's own */
  constructor(memory: ArrayBuffer) {
    this.#bytes = Buffer.from(memory)
  }

  /** Bytes in it. */
  get size(): number {
    return this.#filled
  }

  /** True where so many bytes more can be taken. */
  fits(length: number): boolean {
    return this.#filled + length <= this.#bytes.length
  }

  /** Copies a blob that fits. */
  add({ id, path, content: { buffer, start, end }, size, segment }: Blob): void {
    this.#filled += buffer.copy(this.#bytes, this.#filled, start, end)
    this.#ids.push(id)
    this.#paths.push(path)
    this.#ends.push(this.#filled)
    if (size !== end - start) this.#alone = { size, segment }
  }

  message(): BatchMessage {
    const { buffer } = this.#bytes
    return {
      bytes: buffer as ArrayBuffer,
      ids: this.#ids,
      paths: this.#paths,
      ends: this.#ends,
      alone: this.#alone,
    }
  }
}

/** The blobs of a message. */
export function* blobsIn({ bytes, ids, paths, ends, alone }: BatchMessage): Generator<Blob> {
  const buffer = Buffer.from(bytes)
  let start = 0
  for (const [place, end] of ends.entries()) {
    const content = { buffer, start, end }
    const { size, segment } = alone ?? { size: end - start, segment: WHOLE }
    yield { type: 'blob', id: ids[place] as string, path: paths[place] as string, content, size, segment }
    start = end
  }
}
