import type { ByteRange, Segment } from '../model/blob.ts'

/** Above this many bytes a file comes in segments, and is never held whole. */
export const WHOLE_LIMIT = 16 * 1024 * 1024
const SEGMENT_SIZE = 8 * 1024 * 1024
const OVERLAP = 64 * 1024
const LINE_FEED = 10

/** A window on a large file; its bytes are valid until the next one is made. */
export interface Window {
  readonly content: ByteRange
  readonly segment: Segment
}

/** Cuts a large file that comes in pieces into windows of 8 MiB, each repeating the last 64 KiB of the one before. */
export class Segmenter {
  readonly #buffer: Buffer
  readonly #overlapSize: number
  #filled = 0
  #overlap = 0
  #offset = 0
  #linesBefore = 0

  constructor(size = SEGMENT_SIZE, overlap = OVERLAP) {
    this.#buffer = Buffer.allocUnsafe(size)
    this.#overlapSize = overlap
  }

  /** Takes bytes, and hands out each window that is full once more bytes follow it. */
  *push(bytes: Uint8Array): Generator<Window> {
    for (let at = 0; at < bytes.length; ) {
      if (this.#filled === this.#buffer.length) {
        yield this.#window()
        this.#advance()
      }
      const length = Math.min(this.#buffer.length - this.#filled, bytes.length - at)
      this.#buffer.set(bytes.subarray(at, at + length), this.#filled)
      this.#filled += length
      at += length
    }
  }

  /** The last window. */
  finish(): Window {
    return this.#window()
  }

  #window(): Window {
    return {
      content: { buffer: this.#buffer, start: 0, end: this.#filled },
      segment: { offset: this.#offset, linesBefore: this.#linesBefore, overlap: this.#overlap },
    }
  }

  #advance(): void {
    const kept = this.#filled - this.#overlapSize
    this.#linesBefore += countLines(this.#buffer, kept)
    this.#buffer.copyWithin(0, kept, this.#filled)
    this.#offset += kept
    this.#filled = this.#overlapSize
    this.#overlap = this.#overlapSize
  }
}

function countLines(buffer: Buffer, end: number): number {
  let lines = 0
  for (let i = 0; i < end; i++) if (buffer[i] === LINE_FEED) lines++
  return lines
}
