import type { Reach } from '../reach.ts'
import type { Survey } from './seen-text.ts'

/** Chunks `[first, last)` that have to be looked at, and the chunks `[from, to)` round them that are read with them. */
export interface Island {
  readonly first: number
  readonly last: number
  readonly from: number
  readonly to: number
}

/** Chunks by which a chunk is known again, see `SeenText`. */
const BEFORE = 1
const BEHIND = 2

/** The chunks of a text that are not known to hold nothing, those together that are read together. */
export function islandsOf(survey: Survey): readonly Island[] {
  const islands: Island[] = []
  for (let chunk = 0; chunk < survey.count; chunk++) {
    if (survey.isQuiet(chunk)) continue
    const previous = islands.at(-1)
    const island = { first: chunk, last: chunk + 1, ...around(survey, chunk, chunk + 1) }
    if (previous === undefined || island.from > previous.to) islands.push(island)
    else islands[islands.length - 1] = { ...previous, last: island.last, to: island.to }
  }
  return islands
}

function around({ count }: Survey, first: number, last: number) {
  return { from: Math.max(0, first - BEFORE), to: Math.min(count, last + BEHIND) }
}

/** Keeps account of how far was looked from an island's chunks. */
export class IslandReach implements Reach {
  /** Chunks are at least that long, and one stands before each, so that this much is read with them. */
  readonly near = 768
  readonly #survey: Survey
  readonly #island: Island
  readonly #restless = new Set<number>()
  #isShort = false

  constructor(survey: Survey, island: Island) {
    this.#survey = survey
    this.#island = island
  }

  /** True where something could only be told by what is not part of the island. */
  get isShort(): boolean {
    return this.#isShort
  }

  need(from: number, to: number, first: number, last: number): void {
    const { startOf, count } = this.#survey
    const island = this.#island
    if (last <= startOf(island.first) || first >= startOf(island.last)) return
    const [low, high] = [Math.max(from, startOf(0)), Math.min(to, startOf(count))]
    if (low < startOf(island.from) || high > startOf(island.to)) this.#isShort = true
    this.#disturb(first, last, low, high)
  }

  /** True for what begins in one of the island's own chunks: what stands round them is only read with them. */
  owns({ start }: { readonly start: number }): boolean {
    return start >= this.#survey.startOf(this.#island.first) && start < this.#survey.startOf(this.#island.last)
  }

  /** Marks the chunks in which a hit stands. */
  hit(start: number, end: number): void {
    this.#disturb(start, end, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  }

  /** Remembers the chunks of the island that hold nothing, nor depend on more than their neighbours. */
  keepQuiet(): void {
    for (let chunk = this.#island.first; chunk < this.#island.last; chunk++) {
      if (!this.#restless.has(chunk)) this.#survey.keepQuiet(chunk)
    }
  }

  /** Chunks from `first` to `last` are not known again by what decides on them, where that is more than their neighbours. */
  #disturb(first: number, last: number, low: number, high: number): void {
    const { startOf, count } = this.#survey
    for (let chunk = this.#chunkAt(first); chunk < count && startOf(chunk) < last; chunk++) {
      const isKnownAgain =
        low >= startOf(Math.max(0, chunk - BEFORE)) && high <= startOf(Math.min(count, chunk + 1 + BEHIND))
      if (!isKnownAgain) this.#restless.add(chunk)
    }
  }

  #chunkAt(offset: number): number {
    let low = 0
    let high = this.#survey.count
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#survey.startOf(middle) <= offset) low = middle
      else high = middle
    }
    return low
  }
}

/** The island with as much again on either side. */
export function widen({ first, last, from, to }: Island, { count }: Survey): Island {
  const more = to - from
  return { first, last, from: Math.max(0, from - more), to: Math.min(count, to + more) }
}
