/** Bytes that expressions may look at for each byte of a blob. Code needs about one, a list of nothing but tokens 200. */
const SHARE = 256
/** Enough for any blob of some ten kilobytes, whatever it holds. */
const LEAST = 1 << 24

/**
 * What the expressions may do for one blob, so that no content can hold up a scan. Counted in bytes that they may look
 * at, not in time: the same blob gives the same result on every machine.
 */
export class WorkBudget {
  #left: number
  #isComplete = true

  /** @param size of the blob in bytes */
  constructor(size: number) {
    this.#left = LEAST + SHARE * size
  }

  /** True until some work was more than what was left. */
  get isComplete(): boolean {
    return this.#isComplete
  }

  /** Says that some work is left undone for another reason. */
  abandon(): void {
    this.#isComplete = false
  }

  /** Takes the work off what is left; false, and nothing is taken, where that is too little. */
  spend(work: number): boolean {
    const isEnough = work <= this.#left
    if (isEnough) this.#left -= work
    else this.#isComplete = false
    return isEnough
  }
}
