import { type Automaton, buildAutomaton } from './automaton.ts'

/** Below this many bytes four walks cost more than they save. */
const WORTH_SPLITTING = 1024

/** Receives every place at which a keyword stands, letter case apart, in ascending order of its end. */
export type KeywordHit = (keyword: number, offset: number, length: number) => void

/** States in which a keyword ends, each followed by the offset behind it. */
type Found = number[]

/** A prefilter for lower-case ASCII keywords of at most 255 characters; they are told by their index. */
export function createPrefilter(keywords: readonly string[]): Prefilter {
  return new Prefilter(buildAutomaton(keywords), keywordLengths(keywords))
}

/** Length of each keyword. */
export function keywordLengths(keywords: readonly string[]): Uint8Array {
  return Uint8Array.from(keywords, ({ length }) => length)
}

/**
 * Finds all occurrences of many keywords in one pass over the bytes. A large text is walked by four states at once, each
 * through a quarter of it: a state's next load waits for its last, so one walk alone leaves the processor idle.
 */
export class Prefilter {
  readonly #automaton: Automaton
  readonly #lengths: Uint8Array
  readonly #longest: number

  /** @param lengths that of each keyword of the automaton */
  constructor(automaton: Automaton, lengths: Uint8Array) {
    this.#automaton = automaton
    this.#lengths = lengths
    this.#longest = this.#lengths.reduce((longest, length) => Math.max(longest, length), 0)
  }

  /** Calls `hit` for every keyword in `buffer[start, end)`; one that lies partly outside is not one. */
  scan(buffer: Uint8Array, start: number, end: number, hit: KeywordHit): void {
    const found: Found = []
    if (end - start < WORTH_SPLITTING + 4 * this.#longest) this.#walk(buffer, start, end, 0, found)
    else this.#walkQuarters(buffer, start, end, found)
    this.#tell(found, hit)
  }

  /** From `state` through `[from, end)`; gives the state reached. */
  #walk(buffer: Uint8Array, from: number, end: number, state: number, found: Found): number {
    const { classOf, next, rowBits, firstEnd } = this.#automaton
    let at = state
    for (let i = from; i < end; i++) {
      at = next[(at << rowBits) + (classOf[buffer[i] as number] as number)] as number
      if (at >= firstEnd) found.push(at, i + 1)
    }
    return at
  }

  #walkQuarters(buffer: Uint8Array, start: number, end: number, found: Found): void {
    const { classOf, next, rowBits, firstEnd } = this.#automaton
    const quarter = (end - start) >> 2
    const [from1, from2, from3] = [start + quarter, start + 2 * quarter, start + 3 * quarter]
    const [found1, found2, found3]: [Found, Found, Found] = [[], [], []]
    let state0 = 0
    let state1 = this.#stateAt(buffer, from1)
    let state2 = this.#stateAt(buffer, from2)
    let state3 = this.#stateAt(buffer, from3)
    for (let i = 0; i < quarter; i++) {
      state0 = next[(state0 << rowBits) + (classOf[buffer[start + i] as number] as number)] as number
      state1 = next[(state1 << rowBits) + (classOf[buffer[from1 + i] as number] as number)] as number
      state2 = next[(state2 << rowBits) + (classOf[buffer[from2 + i] as number] as number)] as number
      state3 = next[(state3 << rowBits) + (classOf[buffer[from3 + i] as number] as number)] as number
      if (state0 >= firstEnd) found.push(state0, start + i + 1)
      if (state1 >= firstEnd) found1.push(state1, from1 + i + 1)
      if (state2 >= firstEnd) found2.push(state2, from2 + i + 1)
      if (state3 >= firstEnd) found3.push(state3, from3 + i + 1)
    }
    this.#walk(buffer, from3 + quarter, end, state3, found3)
    for (const part of [found1, found2, found3]) for (const value of part) found.push(value)
  }

  /** The state in the middle of a text: as many bytes before it as the longest keyword has decide it. */
  #stateAt(buffer: Uint8Array, at: number): number {
    return this.#walk(buffer, at - this.#longest, at, 0, [])
  }

  #tell(found: Found, hit: KeywordHit): void {
    const { firstEnd, outputStarts, outputs } = this.#automaton
    for (let i = 0; i < found.length; i += 2) {
      const index = (found[i] as number) - firstEnd
      const end = found[i + 1] as number
      for (let at = outputStarts[index] as number; at < (outputStarts[index + 1] as number); at++) {
        const keyword = outputs[at] as number
        const length = this.#lengths[keyword] as number
        hit(keyword, end - length, length)
      }
    }
  }
}
