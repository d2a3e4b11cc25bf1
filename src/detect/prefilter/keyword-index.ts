import { foldByte } from './fold.ts'

const SLOTS = 1 << 15

/** Receives the id of a keyword, the offset at which it stands, and its length. */
export type KeywordHit = (keyword: number, offset: number, length: number) => void

/** A keyword, by its number. */
export interface NumberedKeyword {
  readonly id: number
  /** Lower-case ASCII of at least three bytes. */
  readonly bytes: Uint8Array
}

/** Tells which keywords stand at an offset: chained by the hash of their first three folded bytes. */
export class KeywordIndex {
  readonly #fold = Uint8Array.from({ length: 256 }, (_, byte) => foldByte(byte))
  readonly #heads = new Int32Array(SLOTS).fill(-1)
  readonly #next: Int32Array
  readonly #keywords: readonly NumberedKeyword[]

  constructor(keywords: readonly NumberedKeyword[]) {
    this.#keywords = keywords
    this.#next = new Int32Array(keywords.length).fill(-1)
    for (const [at, { bytes }] of keywords.entries()) {
      const slot = slotOf(bytes[0] as number, bytes[1] as number, bytes[2] as number)
      this.#next[at] = this.#heads[slot] as number
      this.#heads[slot] = at
    }
  }

  /** Calls `hit` for every keyword that begins at `offset` and ends before `end`, letter case apart. */
  tell(buffer: Uint8Array, offset: number, end: number, hit: KeywordHit): void {
    if (offset + 3 > end) return
    const fold = this.#fold
    const slot = slotOf(
      fold[buffer[offset] as number] as number,
      fold[buffer[offset + 1] as number] as number,
      fold[buffer[offset + 2] as number] as number,
    )
    for (let at = this.#heads[slot] as number; at >= 0; at = this.#next[at] as number) {
      const { id, bytes } = this.#keywords[at] as NumberedKeyword
      if (offset + bytes.length <= end && this.#standsAt(buffer, offset, bytes)) hit(id, offset, bytes.length)
    }
  }

  #standsAt(buffer: Uint8Array, offset: number, bytes: Uint8Array): boolean {
    const fold = this.#fold
    for (let i = 0; i < bytes.length; i++) {
      if (fold[buffer[offset + i] as number] !== bytes[i]) return false
    }
    return true
  }
}

function slotOf(a: number, b: number, c: number): number {
  return ((a & 31) << 10) ^ ((b & 31) << 5) ^ (c & 31) ^ ((a & 32) << 4) ^ ((b & 32) << 2) ^ (c & 32)
}
