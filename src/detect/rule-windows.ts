import { SHORTEST_RUN } from './prefilter/long-runs.ts'

/** A rule, where in the text it may match, and what that may cost. */
export interface RuleWindow {
  readonly rule: number
  /** Flat pairs of start and end offsets in ascending order. */
  readonly ranges: number[]
  /** Offsets at which a match may begin, nearly ascending; empty where it may begin anywhere. */
  readonly starts: number[]
  /** Bytes that its expression may look at: its reach round each keyword, however many of those share a window. */
  readonly work: number
}

interface OpenWindow extends RuleWindow {
  work: number
  /** End of the last keyword counted: those that overlap it begin no match of their own. */
  reached: number
}

/**
 * For each rule the stretches of text in which a match can lie: as far round each keyword as the rule's longest match
 * reaches. Stretches that touch are one, so that no text is matched twice by a rule.
 */
export class RuleWindows {
  readonly #maxLengths: Uint32Array
  readonly #start: number
  readonly #end: number
  readonly #byRule = new Map<number, OpenWindow>()

  constructor(maxLengths: Uint32Array, start: number, end: number) {
    this.#maxLengths = maxLengths
    this.#start = start
    this.#end = end
  }

  /**
   * Opens or widens the rule's window round a keyword; `begin` is where the match would begin, if that is known. Calls come in
   * nearly ascending order of offset.
   */
  add(rule: number, offset: number, length: number, begin: number | null): void {
    const reach = this.#maxLengths[rule] as number
    const from = Math.max(this.#start, offset - reach)
    const to = Math.min(this.#end, offset + length + reach)
    const reached = offset + length
    const window = this.#byRule.get(rule)
    if (window === undefined) {
      const starts = begin === null ? [] : [begin]
      this.#byRule.set(rule, { rule, ranges: [from, to], starts, work: to - from, reached })
      return
    }
    if (begin !== null) window.starts.push(begin)
    extend(window.ranges, from, to)
    if (offset < window.reached) return
    window.work += to - from
    window.reached = reached
  }

  /** Drops the windows in which no run of the text is as long as the one that each match of their rule holds. */
  keepThoseWithRuns(leastRuns: Uint8Array, longRuns: readonly number[]): void {
    for (const [rule, { ranges }] of this.#byRule) {
      const least = leastRuns[rule] as number
      if (least >= SHORTEST_RUN && !hasRun(ranges, longRuns, least)) this.#byRule.delete(rule)
    }
  }

  /** True where a rule may match. */
  has(rule: number): boolean {
    return this.#byRule.has(rule)
  }

  /** Rules that may match, the one with the least work first. */
  cheapestFirst(): readonly RuleWindow[] {
    return [...this.#byRule.values()].sort((a, b) => a.work - b.work)
  }
}

function extend(windows: number[], from: number, to: number): void {
  const last = windows.length - 2
  if (from > (windows[last + 1] as number)) {
    windows.push(from, to)
    return
  }
  windows[last] = Math.min(windows[last] as number, from)
  windows[last + 1] = Math.max(windows[last + 1] as number, to)
}

/** True where a run of `least` or more lies in one of the ranges; both are ascending. */
function hasRun(ranges: readonly number[], longRuns: readonly number[], least: number): boolean {
  let first = 0
  for (let run = 0; run < longRuns.length; run += 2) {
    const start = longRuns[run] as number
    const end = longRuns[run + 1] as number
    if (end - start < least) continue
    while (first < ranges.length && (ranges[first + 1] as number) < start + least) first += 2
    for (let i = first; i < ranges.length && (ranges[i] as number) + least <= end; i += 2) {
      if (Math.min(end, ranges[i + 1] as number) - Math.max(start, ranges[i] as number) >= least) return true
    }
  }
  return false
}
