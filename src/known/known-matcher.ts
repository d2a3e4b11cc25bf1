import type { ByteRange } from '../model/blob.ts'
import { ANCHOR, AnchorIndex } from './anchor-index.ts'
import { chooseAnchor } from './choose-anchor.ts'
import { encodeValues } from './encode-values.ts'
import { isWholeWord } from './is-whole-word.ts'
import { scanWindows } from './scan-windows.ts'
import { ALL, SpelledForms, spellingsOf } from './spelled-forms.ts'
import type { FormName } from './spellings.ts'
import { FORM_COUNT, inertBytesOf } from './value-forms.ts'
import { walkRound } from './walk-spelling.ts'

/** Where a value stands in a text, and how it is written there. */
export interface KnownSpan {
  readonly start: number
  readonly end: number
  /** Number of the value in the list that the matcher was made of. */
  readonly value: number
  readonly form: FormName
  /** True where line breaks stand in it that are not its own. */
  readonly isWrapped: boolean
}

/** Shortest value that can be sought, in bytes. */
export const SHORTEST = ANCHOR

/**
 * Finds values in bytes, whatever their number, in one pass: as they are, escaped for URLs, JSON, shells and HTML, in
 * base64 at any alignment, in hex, in UTF-16, and any of these broken over lines. Pure.
 */
export class KnownMatcher {
  readonly #index: AnchorIndex
  readonly #forms: SpelledForms
  /** What each anchor is part of, by its number: the form, the spelling or all of them, the place in it. */
  readonly #form: number[] = []
  readonly #spelling: number[] = []
  readonly #place: number[] = []

  /** @param values at least `SHORTEST` bytes each: shorter ones are not found */
  constructor(values: readonly string[]) {
    this.#forms = new SpelledForms(values)
    this.#index = new AnchorIndex(values.length * FORM_COUNT)
    for (const [form, { bytes, from, to }] of encodeValues(values).entries()) {
      const isInert = inertBytesOf(form)
      for (let value = 0; value < values.length; value++) {
        const start = from[value] as number
        const place = chooseAnchor(bytes, [start, to[value] as number], isInert, this.#index)
        const number = value * FORM_COUNT + form
        if (place >= 0) this.#add(bytes, place, { number, spelling: ALL, place: place - start })
        else this.#addEachSpelling(number)
      }
    }
  }

  #add(
    bytes: Buffer,
    at: number,
    part: { readonly number: number; readonly spelling: number; readonly place: number },
  ) {
    this.#index.add(bytes.readInt32LE(at), bytes.readInt32LE(at + 4))
    this.#form.push(part.number)
    this.#spelling.push(part.spelling)
    this.#place.push(part.place)
  }

  /** For what no eight bytes in a row are spelled alike. */
  #addEachSpelling(number: number): void {
    for (const { spelling, bytes } of spellingsOf(this.#forms.formOf(number))) {
      const place = chooseAnchor(bytes, [0, bytes.length], null, this.#index)
      if (place >= 0) this.#add(bytes, place, { number, spelling, place })
    }
  }

  /** Every place of every value, ascending; where one holds another, both. */
  find(text: ByteRange): readonly KnownSpan[] {
    const found = new Map<string, KnownSpan>()
    if (this.#form.length === 0) return []
    scanWindows(text, this.#index, (entry, before, behind, split) => {
      const span = this.#verify(text, entry, split, split > 0 ? behind : before)
      if (span !== null) found.set(`${span.start} ${span.end} ${span.value}`, span)
    })
    return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end)
  }

  /** The widest place of the value, for an escape may leave a part that looks like the value itself. */
  #verify(text: ByteRange, entry: number, skipped: number, at: number): KnownSpan | null {
    const number = this.#form[entry] as number
    let widest: KnownSpan | null = null
    for (const { form, bytes, offset } of this.#forms.spelled(
      number,
      this.#spelling[entry] as number,
      this.#place[entry] as number,
    )) {
      const walk = walkRound(text, bytes, offset + skipped, at)
      if (walk === null || !isWholeWord(text, walk, form, bytes.length)) continue
      const { start, end } = walk
      if (widest !== null && end - start <= widest.end - widest.start) continue
      widest = { start, end, value: this.#forms.valueOf(number), form, isWrapped: walk.isWrapped }
    }
    return widest
  }
}
