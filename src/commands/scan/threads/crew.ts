import type { Worker } from 'node:worker_threads'
import type { Blob } from '../../../model/blob.ts'
import { ScanError } from '../../../model/errors.ts'
import type { Examination, Examine, Examiner } from '../examiner.ts'
import { CrewMember } from './crew-member.ts'
import { ToldInOrder } from './told-in-order.ts'

/** Bytes that a worker is handed ahead, some 50 milliseconds of work. */
const AHEAD = 3 * 1024 * 1024
/** A worker that has no more than that left is handed the next blob, however large it is. */
const ENOUGH = AHEAD / 2
/** Milliseconds after which this thread hears what workers have to say that have enough to do. */
const TURN = 2

type Told = (examination: Examination) => void

/** How a crew looks at blobs. */
export interface CrewOptions {
  /** For what this thread looks at itself. */
  readonly examine: Examine
  /** Starts a worker; null where none can be had. */
  readonly start: () => Worker | null
  /** Workers beside this thread. */
  readonly workers: number
  /** Ends the workers when it is aborted. */
  readonly signal: AbortSignal | null
}

/**
 * Workers that look at blobs, and this thread, which does so as well where they have enough to do. Blobs at one path go to
 * one worker where that holds nobody up. A worker that dies is a failure of the scan: nobody knows what it would have found.
 */
export class Crew implements Examiner {
  readonly #examine: Examine
  readonly #signal: AbortSignal | null
  readonly #order = new ToldInOrder()
  #members: readonly CrewMember[]
  #failure: { readonly reason: unknown } | null = null
  #wake = () => {}
  #turned = 0

  constructor({ examine, start, workers, signal }: CrewOptions) {
    this.#examine = examine
    this.#signal = signal
    this.#members = Array.from({ length: workers }, start).flatMap((worker) => (worker ? this.#welcome(worker) : []))
    if (signal?.aborted) this.#abort()
    signal?.addEventListener('abort', this.#abort, { once: true })
  }

  examine(blob: Blob, told: Told): Promise<void> | null {
    this.#throwFailure()
    const place = this.#order.place()
    return this.#deal(blob, (examination) => this.#order.tell(place, () => told(examination)))
  }

  inTurn(told: () => void): void {
    this.#order.tell(this.#order.place(), told)
  }

  async settle(): Promise<void> {
    for (const member of this.#members) member.flush()
    while (this.#failure === null && !this.#order.isDone) await this.#nextMove()
    this.stop()
    this.#throwFailure()
  }

  stop(): void {
    this.#signal?.removeEventListener('abort', this.#abort)
    for (const member of this.#members) member.stop()
    this.#members = []
  }

  #welcome(worker: Worker): CrewMember {
    const member: CrewMember = new CrewMember(worker, {
      moved: () => this.#wake(),
      ended: (error) => this.#lose(member, error),
    })
    return member
  }

  #lose(member: CrewMember, error: unknown): void {
    if (!this.#members.includes(member)) return // it was told to end
    if (member.isReady) this.#fail(lostWorker(error))
    else member.stop() // it has been handed nothing
    this.#members = this.#members.filter((other) => other !== member)
  }

  readonly #abort = () => this.#fail(this.#signal?.reason)

  #fail(reason: unknown): void {
    this.#failure ??= { reason }
    this.stop()
    this.#wake()
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.reason
  }

  #deal(blob: Blob, tell: Told): Promise<void> | null {
    const length = blob.content.end - blob.content.start
    const ready = this.#members.filter(({ isReady }) => isReady)
    const member = memberFor(blob.path, length, ready)
    if (member !== null) {
      member.hand(blob, tell)
      return null
    }
    if (this.#members.length > 0 && performance.now() - this.#turned > TURN)
      return this.#dealAfter(this.#turn(), blob, tell)
    // so much that nobody runs out of work meanwhile
    if (ready.some(({ load }) => length > load)) return this.#dealAfter(this.#nextMove(), blob, tell)
    tell(this.#examine(blob))
    return null
  }

  async #dealAfter(event: Promise<void>, blob: Blob, tell: Told): Promise<void> {
    await event
    this.#throwFailure()
    await this.#deal(blob, tell)
  }

  /** Lets the event loop hear the workers, where it would not by itself. */
  #turn(): Promise<void> {
    return new Promise((resolve) => {
      setImmediate(() => {
        this.#turned = performance.now()
        resolve()
      })
    })
  }

  #nextMove(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}

/** The worker of the path, or the one with the least to do; null where all have enough. */
function memberFor(path: string, length: number, ready: readonly CrewMember[]): CrewMember | null {
  const hasRoom = ({ load }: CrewMember) => load <= ENOUGH || load + length <= AHEAD
  const home = ready[numberOf(path, ready.length)]
  if (home === undefined) return null
  if (hasRoom(home)) return home
  const idlest = ready.reduce((a, b) => (b.load < a.load ? b : a))
  return hasRoom(idlest) ? idlest : null
}

/** A number below `limit` that is always the same for a path. */
function numberOf(path: string, limit: number): number {
  let sum = 0
  for (let at = 0; at < path.length; at++) sum = (Math.imul(sum, 31) + path.charCodeAt(at)) >>> 0
  return sum % limit
}

function lostWorker(cause: unknown): ScanError {
  const isMemory = (cause as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
  const why = isMemory ? 'is out of memory' : 'has ended before its work was done'
  return new ScanError('INTERNAL', `a thread of the scan ${why}`, {
    hint: 'run it again with --jobs 1, which needs less memory; if that does not help, please report this',
    cause,
  })
}
