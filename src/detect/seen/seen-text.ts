import type { ByteRange } from '../../model/blob.ts'
import { CoreMemory, startCore } from '../web-assembly.ts'

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
  readonly #memory: CoreMemory

  private constructor(core: SeenCore, randomize: SeenTextSource['randomize']) {
    this.#core = core
    this.#memory = new CoreMemory(core.memory)
    const [keysAt, keysEnd] = [core.keysAt(), core.keysAt() + core.keyLength()]
    this.#memory.reserve(keysEnd)
    randomize(this.#memory.bytes.subarray(keysAt, keysEnd))
    this.#textAt = core.layOut(TABLE_BITS)
  }

  /** Null where the core is not there or cannot run here. */
  static start({ core: source, randomize }: SeenTextSource): SeenText | null {
    const core = startCore<SeenCore>(source())
    return core && new SeenText(core, randomize)
  }

  /** Cuts a text into chunks and tells which are known; `salt` is a number for what beside the text decides what is found. */
  survey({ buffer, start, end }: ByteRange, salt: number): Survey {
    const length = end - start
    this.#memory.reserve(this.#core.endFor(length))
    this.#memory.bytes.set(buffer.subarray(start, end), this.#textAt)
    const count = this.#core.survey(length, salt)
    const records = this.#core.recordsOf(length)
    const { words } = this.#memory
    return {
      count,
      startOf: (chunk) => (chunk <= 0 ? start : start + (words[(records + (chunk - 1) * RECORD) >> 2] as number)),
      isQuiet: (chunk) => words[(records + chunk * RECORD + 4) >> 2] === 1,
      keepQuiet: (chunk) => this.#core.keep(records + chunk * RECORD),
    }
  }
}
