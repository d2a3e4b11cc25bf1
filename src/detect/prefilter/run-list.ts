/** Of a text's long runs those that a detector looks into, each list as flat pairs of offsets in ascending order. */
export interface NotableRuns {
  /** Those of which a part may stand for text, see `mayEncode`. */
  readonly encoded: readonly number[]
  /** Those that may be random strings in quotes, see `mayBeRandom`. */
  readonly quoted: readonly number[]
}

/** What a run may be, a bit each. */
export const TRAITS = { encodes: 1, isRandom: 2 } as const

const NONE: readonly number[] = []

/** Sorts runs by what they may be. Most texts have none: lists are made for the first. */
export class RunList implements NotableRuns {
  encoded = NONE
  quoted = NONE
  #encoded: number[] | null = null
  #quoted: number[] | null = null

  /** @param traits sum of `TRAITS` */
  add(start: number, end: number, traits: number): void {
    if ((traits & TRAITS.encodes) !== 0) {
      if (this.#encoded === null) this.encoded = this.#encoded = []
      this.#encoded.push(start, end)
    }
    if ((traits & TRAITS.isRandom) !== 0) {
      if (this.#quoted === null) this.quoted = this.#quoted = []
      this.#quoted.push(start, end)
    }
  }
}
