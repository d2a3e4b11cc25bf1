/**
 * For each rule the stretches of text in which a match can lie: as far round each keyword as the rule's longest match
 * reaches. Stretches that touch are one, so that no text is matched twice by a rule.
 */
export class RuleWindows {
  readonly #maxLengths: Uint32Array
  readonly #start: number
  readonly #end: number
  readonly #byRule = new Map<number, number[]>()

  constructor(maxLengths: Uint32Array, start: number, end: number) {
    this.#maxLengths = maxLengths
    this.#start = start
    this.#end = end
  }

  /** Opens or widens the rule's window round a keyword. Calls come in nearly ascending order of offset. */
  add(rule: number, offset: number, length: number): void {
    const reach = this.#maxLengths[rule] as number
    const from = Math.max(this.#start, offset - reach)
    const to = Math.min(this.#end, offset + length + reach)
    const windows = this.#byRule.get(rule)
    if (windows === undefined) this.#byRule.set(rule, [from, to])
    else extend(windows, from, to)
  }

  /** Rules that have windows, each with flat pairs of start and end offsets in ascending order. */
  entries(): IterableIterator<[number, number[]]> {
    return this.#byRule.entries()
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
