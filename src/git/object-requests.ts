import { ScanError } from '../model/errors.ts'

const COMPACT_AT = 4096

/**
 * The objects that are asked for, in order, and those among them that git has not answered: if git dies, the next
 * process is asked for these again.
 */
export class ObjectRequests {
  readonly #upcoming: AsyncIterator<string> | Iterator<string>
  #asked: string[] = []
  #answered = 0

  constructor(oids: AsyncIterable<string> | Iterable<string>) {
    this.#upcoming = Symbol.asyncIterator in oids ? oids[Symbol.asyncIterator]() : oids[Symbol.iterator]()
  }

  /** The next object that git has to answer; undefined where it has answered all that it was asked. */
  get next(): string | undefined {
    return this.#asked[this.#answered]
  }

  /** True where there is something to ask. */
  async hasWork(): Promise<boolean> {
    return this.next !== undefined || this.#pull()
  }

  /** What is unanswered, then what comes. For one reader at a time. */
  async *left(): AsyncGenerator<string> {
    yield* this.#asked.slice(this.#answered)
    while (await this.#pull()) yield this.#asked.at(-1)!
  }

  /** Notes that git has answered; throws where it has answered something else. */
  answer(oid: string): void {
    if (this.next !== oid) {
      throw new ScanError('GIT_FAILED', 'git answered for an object that it was not asked', { hint: 'run `git fsck`' })
    }
    if (++this.#answered < COMPACT_AT) return
    this.#asked = this.#asked.slice(this.#answered)
    this.#answered = 0
  }

  /** Lets go of where the objects come from. */
  async close(): Promise<void> {
    await this.#upcoming.return?.()
  }

  async #pull(): Promise<boolean> {
    const { done, value } = await this.#upcoming.next()
    if (!done) this.#asked.push(value)
    return !done
  }
}
