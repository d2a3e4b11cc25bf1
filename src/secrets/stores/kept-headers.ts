type Headers = Readonly<Record<string, string>>

/** What those share who ask the same service, each until a signal of his own. */
export interface RestAccess {
  readonly headers: KeptHeaders
  /** Ends what is asked; null for a client that nobody ends. */
  readonly signal: AbortSignal | null
}

/** The access of a client of its own. */
export function newAccess(): RestAccess {
  return { headers: new KeptHeaders(), signal: null }
}

/** Headers that let a client in: made when they are first needed, and kept while they work. */
export class KeptHeaders {
  #kept: Promise<Headers> | null = null

  /** What cannot be made now is tried again next time: somebody may have signed in meanwhile. */
  async get(make: () => Promise<Headers>): Promise<Headers> {
    this.#kept ??= make()
    try {
      return await this.#kept
    } catch (error) {
      this.forget()
      throw error
    }
  }

  /** Has them made anew, as after a refusal: tokens run out. */
  forget(): void {
    this.#kept = null
  }
}
