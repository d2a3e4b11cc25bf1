import { ScanError } from '../../model/errors.ts'
import { mapLimited } from '../stores/map-limited.ts'
import { boundTo, type SecretStore, type StoredValue, type VersionSelector } from '../stores/store.ts'
import type { PlaceAnswer } from './place.ts'

/** A store that is known by its settings and opened when it is first asked: only then its SDK is loaded. */
export interface StoreSource {
  /** For people, where it is: `Azure Key Vault https://…`. */
  readonly label: string
  /** True where a store that cannot be reached is only worth a warning. */
  readonly isOptional: boolean
  readonly open: () => Promise<SecretStore>
}

/** How stores are asked. */
export interface GateOptions {
  readonly mode: 'online' | 'offline'
  /** How long an answer is good for; 0 asks every time. Milliseconds, as all times here. */
  readonly cacheFor: number
  /** How long a store may take to answer. */
  readonly timeout: number
  /** Milliseconds from some start. */
  readonly now: () => number
  /** Aborted when nobody waits for an answer any more; null where that is never. */
  readonly signal: AbortSignal | null
}

/** "Not there" is believed for a short time only: somebody may be about to add it. */
const LONGEST_ABSENCE = 30_000

/** Failures that may be about one key of many. */
const SINGLE_FAILURES = ['STORE_REFUSED', 'STORE_DENIED'] as const
/** Keys that are then read at the same time. */
const AT_ONCE = 6
const ABSENT = { kind: 'absent', detail: '' } as const

interface Batch {
  readonly keys: string[]
  readonly answers: Promise<ReadonlyMap<string, PlaceAnswer>>
}

/**
 * The one way to a store: answers are kept for a while in memory, a key that is being asked for is not asked for again,
 * keys that are asked for at once make one `readMany`, and a store that does not answer in time has failed.
 */
export class StoreGate {
  readonly label: string
  readonly isOptional: boolean
  readonly #source: StoreSource
  readonly #options: GateOptions
  readonly #kept = new Map<string, { readonly answer: PlaceAnswer; readonly until: number }>()
  readonly #asked = new Map<string, Promise<PlaceAnswer>>()
  /** Answers to questions of an earlier generation are passed on and not kept. */
  #generation = 0
  #store: Promise<SecretStore> | null = null
  #batch: Batch | null = null

  constructor(source: StoreSource, options: GateOptions) {
    this.label = source.label
    this.isOptional = source.isOptional
    this.#source = source
    this.#options = options
  }

  /** The current version of a key, or the one selected. Never rejects. */
  async read(key: string, selector: VersionSelector | null): Promise<PlaceAnswer> {
    if (this.#options.mode === 'offline') return { kind: 'offline' }
    const name = selector === null ? key : `${key}\0${JSON.stringify(selector)}`
    const kept = this.#kept.get(name)
    if (kept !== undefined && this.#options.now() < kept.until) return kept.answer
    const asked = this.#asked.get(name) ?? this.#ask(name, key, selector)
    this.#asked.set(name, asked)
    return asked
  }

  /** Every current value of the store, by key; rejects where it cannot be asked. Nothing of it is kept. */
  async everything(): Promise<ReadonlyMap<string, StoredValue>> {
    const keys = await this.#call((store) => store.list())
    return this.#call((store) => store.readMany(keys.map(({ key }) => key)))
  }

  /** Forgets what is kept, so that it is read anew: for a program whose credential has just been refused. */
  forget(): void {
    this.#generation++
    this.#kept.clear()
    this.#asked.clear()
  }

  async #ask(name: string, key: string, selector: VersionSelector | null): Promise<PlaceAnswer> {
    const generation = this.#generation
    const answer = selector === null ? await this.#readInBatch(key) : await this.#readOne(key, selector)
    if (generation !== this.#generation) return answer
    this.#asked.delete(name)
    const { cacheFor, now } = this.#options
    const time = answer.kind === 'absent' ? Math.min(cacheFor, LONGEST_ABSENCE) : cacheFor
    if (answer.kind !== 'failed' && time > 0) this.#kept.set(name, { answer, until: now() + time })
    return answer
  }

  async #readOne(key: string, selector?: VersionSelector): Promise<PlaceAnswer> {
    try {
      const stored = await this.#call((store) => store.read(key, selector))
      return stored === null ? ABSENT : answerOf(stored)
    } catch (error) {
      return { kind: 'failed', error: asScanError(error, this.label) }
    }
  }

  async #readInBatch(key: string): Promise<PlaceAnswer> {
    this.#batch ??= this.#openBatch()
    this.#batch.keys.push(key)
    return (await this.#batch.answers).get(key) ?? ABSENT
  }

  #openBatch(): Batch {
    const keys: string[] = []
    const collected = new Promise<void>((resolve) => setImmediate(resolve))
    return { keys, answers: collected.then(() => this.#readBatch(keys)) }
  }

  async #readBatch(keys: readonly string[]): Promise<ReadonlyMap<string, PlaceAnswer>> {
    this.#batch = null
    try {
      const found = await this.#call((store) => store.readMany(keys))
      return new Map([...found].map(([key, stored]) => [key, answerOf(stored)]))
    } catch (error) {
      const failed = { kind: 'failed', error: asScanError(error, this.label) } as const
      const isOfOneKey = SINGLE_FAILURES.some((code) => code === failed.error.code) && keys.length > 1
      // one key that is disabled or forbidden must not hide the others
      const answers = isOfOneKey ? await mapLimited(keys, AT_ONCE, (key) => this.#readOne(key)) : null
      return new Map(keys.map((key, i) => [key, answers?.[i] ?? failed]))
    }
  }

  async #call<T>(work: (store: SecretStore) => Promise<T>): Promise<T> {
    const { timeout, signal } = this.#options
    const limit = new AbortController()
    const unwanted = signal === null ? limit.signal : AbortSignal.any([signal, limit.signal])
    try {
      return await inTime(
        this.#open().then((store) => work(boundTo(store, unwanted))),
        timeout,
        this.label,
      )
    } finally {
      limit.abort() // nothing that is still asked for is worth anything, and would keep the process alive
    }
  }

  /** A store that could not be opened is opened again next time: the network may be back. */
  async #open(): Promise<SecretStore> {
    this.#store ??= this.#source.open()
    try {
      return await this.#store
    } catch (error) {
      this.#store = null
      throw error
    }
  }
}

function answerOf({ value, version }: StoredValue): PlaceAnswer {
  return { kind: 'value', value, detail: `version ${version.id}` }
}

async function inTime<T>(work: Promise<T>, milliseconds: number, label: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const says = `${label} did not answer within ${milliseconds / 1000} s`
    const hint = 'is the network up? timeout under [secrets] in keywarden.toml gives it longer'
    timer = setTimeout(() => reject(new ScanError('STORE_UNAVAILABLE', says, { hint })), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** What else is thrown may hold anything: only its name is told. */
function asScanError(error: unknown, label: string): ScanError {
  if (error instanceof ScanError) return error
  const { name: told } = (error ?? {}) as { readonly name?: unknown }
  const name = typeof told === 'string' && /^[A-Za-z]{1,40}$/.test(told) ? told : 'Error'
  return new ScanError('STORE_UNAVAILABLE', `${label} could not be asked: ${name}`, {
    hint: 'this is a fault of keywarden; please report it',
    cause: error,
  })
}
