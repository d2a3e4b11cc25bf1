import type { Worker } from 'node:worker_threads'
import type { Blob } from '../../../model/blob.ts'
import { type Examination, NOTHING } from '../examiner.ts'
import { BATCH_SIZE, Batch, type BatchAnswer, type PackedExamination } from './batch.ts'
import { ReadingUnpacker } from './packed-reading.ts'

/** What a member tells its crew. */
export interface MemberEvents {
  /** It can take blobs now, or more of them. */
  readonly moved: () => void
  /** It will not do what it has been handed. */
  readonly ended: (error: unknown) => void
}

type Told = (examination: Examination) => void

interface Task {
  readonly batch: Batch
  /** Who waits for the answer, one for each blob. */
  readonly told: Told[]
}

/** Bytes of an idle worker that are worth a message before the batch is full. */
const WORTH_SENDING = BATCH_SIZE / 8

/** One worker thread, and what it has been handed. */
export class CrewMember {
  readonly #worker: Worker
  readonly #unpacker = new ReadingUnpacker()
  /** Memory of answered batches. */
  readonly #free: ArrayBuffer[] = []
  /** What is sent and not answered: a worker answers in the order in which it is asked. */
  readonly #sent: { readonly size: number; readonly told: readonly Told[] }[] = []
  #open: Task | null = null
  #load = 0
  #isReady = false

  constructor(worker: Worker, { moved, ended }: MemberEvents) {
    this.#worker = worker
    worker.on('message', (message: 'ready' | BatchAnswer) => {
      if (message === 'ready') this.#isReady = true
      else this.#take(message)
      moved()
    })
    worker.on('messageerror', ended)
    worker.on('error', ended)
    worker.on('exit', () => ended(null))
  }

  /** True once its engine stands. */
  get isReady(): boolean {
    return this.#isReady
  }

  /** Bytes that it has been handed and has not answered for. */
  get load(): number {
    return this.#load
  }

  /** Copies a blob, to be sent with others. */
  hand(blob: Blob, told: Told): void {
    const length = blob.content.end - blob.content.start
    const isPart = length < blob.size
    if (isPart || !this.#open?.batch.fits(length)) this.flush()
    this.#open ??= { batch: new Batch(this.#memoryFor(length)), told: [] }
    const { batch } = this.#open
    batch.add(blob)
    this.#open.told.push(told)
    this.#load += length
    const isIdle = this.#sent.length === 0
    if (isPart || batch.size >= BATCH_SIZE || (isIdle && batch.size >= WORTH_SENDING)) this.flush()
  }

  /** Sends what waits for more. */
  flush(): void {
    if (this.#open === null) return
    const { batch, told } = this.#open
    this.#open = null
    this.#sent.push({ size: batch.size, told })
    const message = batch.message()
    this.#worker.postMessage(message, [message.bytes])
  }

  /** Ends it, whatever it is about. */
  stop(): void {
    void this.#worker.terminate()
  }

  #take({ bytes, told: answers }: BatchAnswer): void {
    const { size = 0, told = [] } = this.#sent.shift() ?? {}
    this.#load -= size
    if (bytes.byteLength === BATCH_SIZE) this.#free.push(bytes)
    if (this.#sent.length === 0) this.flush()
    const found = new Map(answers.map((answer) => [answer.place, answer]))
    for (const [place, tell] of told.entries()) tell(this.#examinationOf(found.get(place)))
  }

  #examinationOf(answer: PackedExamination | undefined): Examination {
    if (answer === undefined) return NOTHING
    const { reading, isComplete } = answer
    return { reading: reading && this.#unpacker.unpack(reading), isComplete }
  }

  #memoryFor(length: number): ArrayBuffer {
    if (length > BATCH_SIZE) return memoryOf(length)
    return this.#free.pop() ?? memoryOf(BATCH_SIZE)
  }
}

/** Memory that is nobody else's, as what is handed over must be, with whatever stands in it. */
function memoryOf(size: number): ArrayBuffer {
  return Buffer.allocUnsafeSlow(size).buffer as ArrayBuffer
}
