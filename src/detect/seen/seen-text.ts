import type { ByteRange } from '../../model/blob.ts'

/** What the core exports; see `core/seen.ts`. Addresses are offsets in `memory`. */
interface SeenCore {
  readonly memory: WebAssembly.Memory
  keysAt(): number
  keyLength(): number
  layOut(bits: number): number
  endFor(length: number): number
  recordsOf(length: number): number
  survey(length: number, salt: number): number
  keep(record: number): void
}

/** What remembering chunks of text takes. */
export interface SeenTextSource {
  /** The core in WebAssembly; null where there is none. */
  readonly core: () => Uint8Array | null
  /** Fills an array with random bytes that nobody can foresee: who could make two chunks look the same could hide a secret. */
  readonly randomize: (bytes: Uint8Array) => void
}

/** A text cut into chunks, and which of them are known to hold nothing. Valid until the next survey. */
export interface Survey {
  readonly count: number
  /** Offset of the first byte of a chunk in the text's buffer; of `count`, the end of the text. */
  startOf(chunk: number): number
  isQuiet(chunk: number): boolean
  /** Remembers that a chunk holds nothing where it stands between its neighbours. */
  keepQuiet(chunk: number): void
}

const PAGE = 64 * 1024
const RECORD = 24
/** A million chunks of some 1,100 bytes are remembered, eight a row, in 8 MB. */
const TABLE_BITS = 17

/**
 * Remembers which chunks of text hold nothing. Chunks end where their content says so, not at fixed places, so that an edit
 * changes those that it touches and no others (as in Muthitacharoen, Chen and Mazières, LBFS, 2001). A chunk is only known
 * again between the same neighbours: the one before it and the two behind.
 */
export class SeenText {
  readonly #core: SeenCore
  readonly #textAt: number
  #bytes: Uint8Array
  #words: Uint32Array

  private constructor(core: SeenCore, randomize: SeenTextSource['randomize']) {
    this.#core = core
    grow(core.memory, core.keysAt() + core.keyLength())
    randomize(new Uint8Array(core.memory.buffer, core.keysAt(), core.keyLength()))
    this.#textAt = core.layOut(TABLE_BITS)
    this.#bytes = new Uint8Array(core.memory.buffer)
    this.#words = new Uint32Array(core.memory.buffer)
  }

  /** Null where the core is not there or cannot run here. */
  static start({ core, randomize }: SeenTextSource): SeenText | null {
    const bytes = core()
    if (bytes === null || !WebAssembly.validate(bytes)) return null
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
    return new SeenText(exports as unknown as SeenCore, randomize)
  }

  /** Cuts a text into chunks and tells which are known; `salt` is a number for what beside the text decides what is found. */
  survey({ buffer, start, end }: ByteRange, salt: number): Survey {
    const length = end - start
    this.#reserve(this.#core.endFor(length))
    this.#bytes.set(buffer.subarray(start, end), this.#textAt)
    const count = this.#core.survey(length, salt)
    const records = this.#core.recordsOf(length)
    const words = this.#words
    return {
      count,
      startOf: (chunk) => (chunk <= 0 ? start : start + (words[(records + (chunk - 1) * RECORD) >> 2] as number)),
      isQuiet: (chunk) => words[(records + chunk * RECORD + 4) >> 2] === 1,
      keepQuiet: (chunk) => this.#core.keep(records + chunk * RECORD),
    }
  }

  #reserve(end: number): void {
    grow(this.#core.memory, end)
    if (this.#bytes.length === this.#core.memory.buffer.byteLength) return
    this.#bytes = new Uint8Array(this.#core.memory.buffer)
    this.#words = new Uint32Array(this.#core.memory.buffer)
  }
}

function grow(memory: WebAssembly.Memory, size: number): void {
  const missing = size - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE))
}
