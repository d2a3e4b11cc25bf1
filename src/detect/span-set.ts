import type { SecretSpan } from './match-pattern.ts'
import { firstBehind } from './resolve-overlap.ts'

/** Stretches of a text, those that overlap as one; asked for by place, whatever number of them there is. */
export class SpanSet {
  readonly #spans: SecretSpan[] = []

  constructor(spans: readonly SecretSpan[]) {
    for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
      const last = this.#spans.at(-1)
      if (last === undefined || start >= last.end) this.#spans.push({ start, end })
      else if (end > last.end) this.#spans[this.#spans.length - 1] = { start: last.start, end }
    }
  }

  /** True where one of them has a byte in `[from, to)`. */
  meets(from: number, to: number): boolean {
    return this.within(from, to).next().done !== true
  }

  /** Those that have a byte in `[from, to)`, ascending. */
  *within(from: number, to: number): Generator<SecretSpan> {
    for (let i = firstBehind(this.#spans, from); i < this.#spans.length; i++) {
      const span = this.#spans[i] as SecretSpan
      if (span.start >= to) return
      yield span
    }
  }
}
