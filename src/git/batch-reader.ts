import { type ByteRange, type Segment, WHOLE } from '../model/blob.ts'
import { ScanError } from '../model/errors.ts'
import { Segmenter, WHOLE_LIMIT } from './segmenter.ts'

/** An object, or a window on a large one. Its bytes are valid until the next is asked for. */
export interface ObjectContent {
  readonly type: 'object'
  readonly oid: string
  /** Length of the whole object in bytes. */
  readonly size: number
  readonly content: ByteRange
  readonly segment: Segment
}

/** An object that could not be read. */
export interface UnreadObject {
  readonly type: 'unread'
  readonly oid: string
  readonly reason: 'missing-object' | 'corrupt-object'
  /** What git said, in one line. */
  readonly detail: string
}

/** What the reader knows of the object that is arriving. */
interface Arriving {
  readonly oid: string
  readonly size: number
  /** Bytes that have not arrived, the line feed behind the content included. */
  left: number
  readonly segmenter: Segmenter | null
}

const LINE_FEED = 10
const MAX_HEADER = 256

/**
 * Reads the answers of `cat-file --batch`, wherever the chunks break. An object that lies whole in a chunk is handed
 * out where it lies; only one that does not is copied.
 *
 *     9b5324a94d722783b0b750f0732b0cbd774b67a1 blob 2505\n<2505 bytes>\n
 *     9d6e9e3a0e692bbbb3a86ab33a0fecf0338e4455 missing\n
 */
export class BatchReader {
  #arriving: Arriving | null = null
  #header = ''
  #arena = Buffer.allocUnsafe(0)
  #filled = 0;

  /** Objects, or windows on a large one, that `chunk` completes. */
  *push(chunk: Buffer): Generator<ObjectContent | UnreadObject> {
    for (let at = 0; at < chunk.length; ) {
      if (this.#arriving === null) {
        const end = chunk.indexOf(LINE_FEED, at)
        const stop = end === -1 ? chunk.length : end
        this.#header += chunk.toString('latin1', at, stop)
        if (this.#header.length > MAX_HEADER) throw unexpected(this.#header)
        at = stop + 1
        const missing = end === -1 ? null : this.#takeHeader()
        if (missing) yield missing
        continue
      }
      const arriving: Arriving = this.#arriving
      const taken = Math.min(arriving.left, chunk.length - at)
      yield* this.#take(arriving, chunk, at, taken)
      at += taken
    }
  }

  /** Id of the object that is half read, null between objects. */
  get arriving(): string | null {
    return this.#arriving?.oid ?? null
  }

  #takeHeader(): UnreadObject | null {
    const [, oid, rest, size] = this.#header.match(/^([0-9a-f]{40,64}) (missing|[a-z]+ (\d+))$/) ?? []
    if (oid === undefined) throw unexpected(this.#header)
    this.#header = ''
    if (rest === 'missing') return { type: 'unread', oid, reason: 'missing-object', detail: '' }
    const length = Number(size)
    this.#arriving = { oid, size: length, left: length + 1, segmenter: length > WHOLE_LIMIT ? new Segmenter() : null }
    this.#filled = 0
    return null
  }

  /** Takes `length` bytes of what arrives; the last of them may be the line feed behind the object. */
  *#take(arriving: Arriving, chunk: Buffer, at: number, length: number): Generator<ObjectContent> {
    const isWhole = length === arriving.size + 1
    const isLast = length === arriving.left
    const end = at + length - (isLast ? 1 : 0)
    arriving.left -= length
    if (arriving.segmenter) yield* this.#segments(arriving, arriving.segmenter, chunk.subarray(at, end))
    else if (!isWhole) this.#copy(arriving.size, chunk, at, end)
    if (!isLast) return
    if (chunk[end] !== LINE_FEED) throw unexpected('an object without its end')
    this.#arriving = null
    const { oid, size } = arriving
    if (arriving.segmenter) yield { type: 'object', oid, size, ...arriving.segmenter.finish() }
    else {
      const content = isWhole ? { buffer: chunk, start: at, end } : { buffer: this.#arena, start: 0, end: size }
      yield { type: 'object', oid, size, content, segment: WHOLE }
    }
  }

  *#segments(arriving: Arriving, segmenter: Segmenter, bytes: Buffer): Generator<ObjectContent> {
    for (const window of segmenter.push(bytes)) {
      yield { type: 'object', oid: arriving.oid, size: arriving.size, ...window }
    }
  }

  #copy(size: number, chunk: Buffer, at: number, end: number): void {
    if (this.#arena.length < size) this.#arena = Buffer.allocUnsafe(2 ** Math.ceil(Math.log2(size)))
    this.#filled += chunk.copy(this.#arena, this.#filled, at, end)
  }
}

function unexpected(what: string): ScanError {
  const answer = what.slice(0, 80).replace(/[^\x20-\x7e]/g, '?')
  return new ScanError('GIT_FAILED', `git cat-file answered unexpectedly: ${answer}`, { hint: 'run `git fsck`' })
}
