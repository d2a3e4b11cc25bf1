import { ScanError } from '../model/errors.ts'

/** Cuts a stream of chunks into the records that NUL ends, wherever the chunks break. A record is valid until the next. */
export class NulSplitter {
  #rest: Buffer | null = null;

  /** Records that `chunk` completes. */
  *push(chunk: Buffer): Generator<Buffer> {
    let start = 0
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      yield this.#complete(chunk.subarray(start, end))
      start = end + 1
    }
    if (start < chunk.length) this.#rest = this.#complete(chunk.subarray(start))
  }

  /** Throws where the stream ended within a record. */
  end(): void {
    if (this.#rest) throw new ScanError('GIT_FAILED', 'the answer of git breaks off', { hint: 'run the scan again' })
  }

  #complete(tail: Buffer): Buffer {
    const record = this.#rest ? Buffer.concat([this.#rest, tail]) : tail
    this.#rest = null
    return record
  }
}
