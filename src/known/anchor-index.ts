/** Bytes of an anchor. Every value that is sought has eight bytes in a row that stand in the text as they are. */
export const ANCHOR = 8

const LEAST_CAPACITY = 1 << 8
/** Bits of the sieve for each anchor: one window in some two hundred passes it by chance when it is full. */
const SIEVE_SHARE = 64
const LEAST_SIEVE = 1 << 13
const MOST_SIEVE = 1 << 25

/** No entry. */
export const NONE = -1

/**
 * Anchors of all values, by their eight bytes, and a sieve of bits in front of them. The sieve is asked at every fourth
 * byte of a text, with the five bytes there: eight bytes have just one such window inside, wherever they stand. So
 * what a text costs does not depend on how many values there are.
 */
export class AnchorIndex {
  #low: Int32Array
  #high: Int32Array
  /** First entry of the anchor in each slot, NONE where the slot is free. */
  #first: Int32Array
  #used = 0
  readonly #next: number[] = []
  #sieve: Sieve | null = null

  /** @param expected number of anchors, about */
  constructor(expected: number) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(LEAST_CAPACITY, 2 * expected)))
    this.#low = new Int32Array(capacity)
    this.#high = new Int32Array(capacity)
    this.#first = new Int32Array(capacity).fill(NONE)
  }

  /** True where some value has these eight bytes as an anchor already. */
  has(low: number, high: number): boolean {
    return this.#first[this.#slotOf(low, high)] !== NONE
  }

  /** Adds an anchor; its number, one more than that of the one added before. */
  add(low: number, high: number): number {
    if (this.#used * 2 >= this.#first.length) this.#grow()
    const slot = this.#slotOf(low, high)
    if (this.#first[slot] === NONE) {
      this.#used++
      this.#low[slot] = low
      this.#high[slot] = high
    }
    const entry = this.#next.push(this.#first[slot] as number) - 1
    this.#first[slot] = entry
    this.#sieve = null
    return entry
  }

  /** The number under which these eight bytes were added last, NONE where they never were. */
  lastOf(low: number, high: number): number {
    return this.#first[this.#slotOf(low, high)] as number
  }

  /** The number under which the same eight bytes were added before. */
  before(entry: number): number {
    return this.#next[entry] as number
  }

  /** The sieve for the anchors that there are. */
  get sieve(): Sieve {
    this.#sieve ??= this.#makeSieve()
    return this.#sieve
  }

  #makeSieve(): Sieve {
    let size = LEAST_SIEVE
    while (size < MOST_SIEVE && size < this.#used * SIEVE_SHARE) size *= 2
    const sieve = { bits: new Int32Array(size / 32), shift: 32 - Math.log2(size / 32) }
    for (let slot = 0; slot < this.#first.length; slot++) {
      if (this.#first[slot] !== NONE) admit(sieve, this.#low[slot] as number, this.#high[slot] as number)
    }
    return sieve
  }

  #slotOf(low: number, high: number): number {
    const mask = this.#first.length - 1
    let slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 0
    slot = (slot ^ (slot >>> 15)) & mask
    while (this.#first[slot] !== NONE && (this.#low[slot] !== low || this.#high[slot] !== high)) {
      slot = (slot + 1) & mask
    }
    return slot
  }

  #grow(): void {
    const [low, high, first] = [this.#low, this.#high, this.#first]
    this.#low = new Int32Array(low.length * 2)
    this.#high = new Int32Array(low.length * 2)
    this.#first = new Int32Array(low.length * 2).fill(NONE)
    for (let old = 0; old < first.length; old++) {
      if (first[old] === NONE) continue
      const slot = this.#slotOf(low[old] as number, high[old] as number)
      this.#low[slot] = low[old] as number
      this.#high[slot] = high[old] as number
      this.#first[slot] = first[old] as number
    }
  }
}

/** A set of windows of five bytes, some others among them: two bits of one word for each. */
export interface Sieve {
  readonly bits: Int32Array
  readonly shift: number
}

/** Number that four bytes, lowest first, and the byte behind them have in a sieve. */
export function windowHash(word: number, fifth: number): number {
  const hash = Math.imul(word, 0x9e3779b1) ^ Math.imul(fifth + 1, 0x85ebca6b)
  return hash ^ (hash >>> 15)
}

/** True where the sieve may hold the window of that number. */
export function passesSieve(bits: Int32Array, shift: number, hash: number): boolean {
  const mask = (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31))
  return ((bits[hash >>> shift] as number) & mask) === mask
}

/** The four windows of five bytes in the eight. */
function admit({ bits, shift }: Sieve, low: number, high: number): void {
  for (let skipped = 0; skipped < 4; skipped++) {
    const word = skipped === 0 ? low : (low >>> (8 * skipped)) | (high << (32 - 8 * skipped))
    const hash = windowHash(word, (high >>> (8 * skipped)) & 0xff)
    const at = hash >>> shift
    bits[at] = (bits[at] as number) | (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31))
  }
}
