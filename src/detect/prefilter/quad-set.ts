/** `| CASE` makes an upper-case letter its lower-case one; other bytes may fall together, which only costs a comparison. */
const CASE = 0x20202020
const BITS = 1 << 17
const HEAD = wordOf(0xff, 0xff, 0xff, 0)
const TAIL = wordOf(0, 0xff, 0xff, 0xff)

/** Four bytes; null where any will do: the last, or the first. */
export type Quad = readonly [number | null, number, number, number | null]

/**
 * A set of quads that may tell one that is not in it and never denies one that is: bits by hash, for whole quads, for
 * those without the last byte and for those without the first.
 */
export class QuadSet {
  readonly #whole = new Uint32Array(BITS >> 5)
  readonly #heads = new Uint32Array(BITS >> 5)
  readonly #tails = new Uint32Array(BITS >> 5)

  constructor(quads: Iterable<Quad>) {
    for (const [a, b, c, d] of quads) {
      const word = wordOf(a ?? 0, b, c, d ?? 0) | CASE
      if (a === null) enter(this.#tails, word & TAIL)
      else if (d === null) enter(this.#heads, word & HEAD)
      else enter(this.#whole, word)
    }
  }

  /** False only where no quad of the set reads as the two 16-bit words, letter case apart. */
  mayHave(low: number, high: number): boolean {
    const word = low | (high << 16) | CASE
    return ((bit(this.#whole, word) | bit(this.#heads, word & HEAD) | bit(this.#tails, word & TAIL)) & 1) === 1
  }
}

/** Four bytes as two machine words read them one after another. */
function wordOf(a: number, b: number, c: number, d: number): number {
  const [low, high] = new Uint16Array(Uint8Array.of(a, b, c, d).buffer) as unknown as [number, number]
  return low | (high << 16)
}

function slotOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> 15
}

function enter(bits: Uint32Array, word: number): void {
  const slot = slotOf(word)
  bits[slot >> 5] = (bits[slot >> 5] as number) | (1 << (slot & 31))
}

function bit(bits: Uint32Array, word: number): number {
  const slot = slotOf(word)
  return (bits[slot >> 5] as number) >>> (slot & 31)
}
