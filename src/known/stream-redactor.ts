import { once } from '../model/once.ts'
import { KnownMatcher, type KnownSpan } from './known-matcher.ts'
import { behindGap } from './line-gap.ts'
import { UnfinishedForms } from './unfinished-forms.ts'

const MASK = Buffer.from('****')
const NOTHING = Buffer.alloc(0)
/** Bytes that have gone out and are still looked at: what stands before a value, and the first line of one that is folded. */
const CONTEXT = 256
/** So many bytes of a value have to be there before the line ends for what follows to be waited for. */
export const BEFORE_FOLD = 8

/** What finds the values, made when the first bytes come: some milliseconds that a silent program need not wait for. */
export interface SoughtValues {
  readonly matcher: () => KnownMatcher
  readonly unfinished: () => UnfinishedForms
}

/** For any number of streams in which the same values are masked: at least `SHORTEST` bytes each, as shorter ones are not. */
export function seekValues(values: readonly string[]): SoughtValues {
  return { matcher: once(() => new KnownMatcher(values)), unfinished: once(() => new UnfinishedForms(values)) }
}

/**
 * Masks known values in a stream of bytes. What goes out is the same however the stream is cut into chunks; a chunk goes out
 * at once but for an end that may be the beginning of a value.
 */
export class StreamRedactor {
  readonly #sought: SoughtValues
  /** Bytes that have gone out, `#sent` of them, and bytes that have not. */
  #held: Buffer = NOTHING
  #sent = 0
  /** Up to where in what is held a value reaches that has been masked. */
  #maskedTo = 0

  constructor(sought: SoughtValues) {
    this.#sought = sought
  }

  /** What can go out now. */
  push(chunk: Uint8Array): Buffer {
    const buffer = this.#held.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk])
    const spans = this.#spansIn(buffer)
    const undecided = spans.find(({ end }) => end === buffer.length)?.start ?? buffer.length
    const unfinished = this.#sought.unfinished().earliest(buffer, this.#sent)
    return this.#send(buffer, spans, Math.max(this.#sent, Math.min(undecided, unfinished)))
  }

  /** What is left at the end of the stream; the beginning of a value that was cut off is masked as well. */
  end(): Buffer {
    const buffer = this.#held
    const spans = [...this.#spansIn(buffer)]
    const cutOff = this.#sought.unfinished().earliest(buffer, this.#sent)
    if (buffer.length - cutOff >= BEFORE_FOLD) spans.push({ start: cutOff, end: buffer.length })
    return this.#send(buffer, spans, buffer.length)
  }

  #spansIn(buffer: Buffer): readonly Span[] {
    const text = { buffer, start: 0, end: buffer.length }
    return this.#sought
      .matcher()
      .find(text)
      .map((span) => withoutShortStart(span, buffer))
  }

  /** Sends the bytes up to `to`, those of the spans masked; keeps the others and some of what has been sent. */
  #send(buffer: Buffer, spans: readonly Span[], to: number): Buffer {
    const pieces: Uint8Array[] = []
    let at = this.#sent
    let maskedTo = this.#maskedTo
    for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
      if (start >= to) break
      if (start > Math.max(at, maskedTo)) pieces.push(buffer.subarray(Math.max(at, maskedTo), start))
      if (end > Math.max(at, maskedTo)) {
        if (start > maskedTo || maskedTo === 0) pieces.push(MASK)
        maskedTo = end
      }
      at = Math.max(at, Math.min(start, to))
    }
    if (to > Math.max(at, maskedTo)) pieces.push(buffer.subarray(Math.max(at, maskedTo), to))
    const kept = Math.max(0, to - CONTEXT)
    this.#held = buffer.subarray(kept)
    this.#sent = to - kept
    this.#maskedTo = Math.max(0, maskedTo - kept)
    return Buffer.concat(pieces)
  }
}

type Span = Pick<KnownSpan, 'start' | 'end'>

/** What ends a line after a few bytes has gone out before anybody could know what it is. */
function withoutShortStart({ start, end, isWrapped }: KnownSpan, buffer: Buffer): Span {
  if (!isWrapped) return { start, end }
  const text = { buffer, start, end }
  let from = start
  for (let at = start + 1; at < Math.min(end, start + BEFORE_FOLD); at++) {
    const behind = behindGap(text, at)
    if (behind > at) from = behind
  }
  return { start: from, end }
}
