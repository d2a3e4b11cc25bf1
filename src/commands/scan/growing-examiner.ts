import type { Blob } from '../../model/blob.ts'
import type { Examination, Examiner } from './examiner.ts'

/** Bytes after which other threads are worth their start: that many take some half a second, and each thread as much to get going. */
const WORTH_THREADS = 32 * 1024 * 1024

/** Looks at blobs on this thread, and has other threads help once it has seen that there is enough to do. */
export class GrowingExaminer implements Examiner {
  readonly #grow: () => Promise<Examiner>
  #current: Examiner
  #seen = 0
  #growth: Promise<void> | null = null
  #isStopped = false

  /** @param grow makes the examiner that takes the place of the first one; called once, or never */
  constructor(here: Examiner, grow: () => Promise<Examiner>) {
    this.#current = here
    this.#grow = grow
  }

  examine(blob: Blob, told: (examination: Examination) => void): Promise<void> | null {
    this.#seen += blob.content.end - blob.content.start
    if (this.#growth === null && this.#seen > WORTH_THREADS) {
      this.#growth = this.#replace()
      this.#growth.catch(() => {}) // awaited when all is handed over; it must not count as unhandled until then
    }
    return this.#current.examine(blob, told)
  }

  inTurn(told: () => void): void {
    this.#current.inTurn(told)
  }

  async settle(): Promise<void> {
    await this.#growth
    await this.#current.settle()
  }

  stop(): void {
    this.#isStopped = true
    this.#current.stop()
  }

  async #replace(): Promise<void> {
    const larger = await this.#grow()
    if (this.#isStopped) larger.stop()
    else this.#current = larger
  }
}
