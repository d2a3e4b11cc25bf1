import { type KeywordHit, KeywordIndex } from './keyword-index.ts'
import { buildPairGate, isShort, type PairGate, quadsOf } from './pair-gate.ts'
import { QuadSet } from './quad-set.ts'

/** Bytes at either end of a text that are compared one by one, as a look there would reach over the edge. */
const EDGE = 8

/**
 * Finds all occurrences of many keywords in one pass over the bytes. A look at every second pair of bytes rules out
 * nearly every place; only what is left is compared. Keywords are lower-case ASCII of at least three bytes, and letter
 * case does not count.
 */
export class Prefilter {
  readonly #gate: PairGate
  readonly #quads: QuadSet
  readonly #all: KeywordIndex
  readonly #short: KeywordIndex
  readonly #long: KeywordIndex

  constructor(keywords: readonly string[], gate: PairGate | null = null) {
    this.#gate = gate ?? buildPairGate(keywords)
    this.#quads = new QuadSet(keywords.flatMap(quadsOf))
    const numbered = keywords.map((keyword, id) => ({ id, bytes: Buffer.from(keyword, 'latin1') }))
    this.#all = new KeywordIndex(numbered)
    this.#short = new KeywordIndex(numbered.filter(({ bytes }) => isShort(bytes)))
    this.#long = new KeywordIndex(numbered.filter(({ bytes }) => !isShort(bytes)))
  }

  /**
   * Calls `hit` once for every keyword in `buffer[start, end)`, in ascending order but for neighbouring bytes; a keyword
   * that lies partly outside is not one.
   */
  scan(buffer: Uint8Array, start: number, end: number, hit: KeywordHit): void {
    const from = start + EDGE
    const to = end - EDGE
    if (from >= to) {
      for (let at = start; at < end; at++) this.#all.tell(buffer, at, end, hit)
      return
    }
    for (let at = start; at < from; at++) this.#all.tell(buffer, at, end, hit)
    const within: KeywordHit = (keyword, offset, length) => {
      if (offset >= from && offset < to) hit(keyword, offset, length)
    }
    this.#look(buffer, from - 2, to + 2, (at) => this.#compare(buffer, at, end, within))
    for (let at = to; at < end; at++) this.#all.tell(buffer, at, end, hit)
  }

  /** Calls `open` with the offset of every look in `[from, to)` at which a keyword may stand. */
  #look(buffer: Uint8Array, from: number, to: number, open: (offset: number) => void): void {
    const { first, second } = this.#gate
    const quads = this.#quads
    const base = buffer.byteOffset
    const words = new Uint16Array(buffer.buffer, 0, buffer.buffer.byteLength >> 1)
    const last = (base + to) >> 1
    let i = (base + from) >> 1
    let w = words[i] as number
    let bits = first[w] as number
    for (; i + 2 <= last; i += 2) {
      const w1 = words[i + 1] as number
      const w2 = words[i + 2] as number
      const open0 = bits & (second[w1] as number)
      const open1 = (first[w1] as number) & (second[w2] as number)
      bits = first[w2] as number
      if ((open0 | open1) !== 0) {
        if (open0 !== 0 && quads.mayHave(w, w1)) open(i * 2 - base)
        if (open1 !== 0 && quads.mayHave(w1, w2)) open((i + 1) * 2 - base)
      }
      w = w2
    }
    if (i < last && quads.mayHave(w, words[i + 1] as number)) open(i * 2 - base)
  }

  /** A look at `at` answers for what begins there, for long keywords a byte before, for short ones a byte behind. */
  #compare(buffer: Uint8Array, at: number, end: number, hit: KeywordHit): void {
    this.#long.tell(buffer, at - 1, end, hit)
    this.#all.tell(buffer, at, end, hit)
    this.#short.tell(buffer, at + 1, end, hit)
  }
}
