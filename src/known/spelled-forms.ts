import type { ByteRange } from '../model/blob.ts'
import { ALL } from './choose-anchors.ts'
import type { FormName } from './spellings.ts'
import { FORM_COUNT, formOf, type ValueForm } from './value-forms.ts'
import type { Walk } from './walk-spelling.ts'

const IS_CODE = /[A-Za-z0-9+/_-]/

/** A value as a text may hold it, and where in it an anchor stands. */
export interface Spelled {
  readonly form: FormName
  readonly bytes: Buffer
  readonly offset: number
}

/**
 * The forms of all values, numbered, and how each is spelled: made when it is asked for, as most values are in none of
 * the texts, and not kept.
 */
export class SpelledForms {
  readonly #values: readonly string[]

  constructor(values: readonly string[]) {
    this.#values = values
  }

  get length(): number {
    return this.#values.length * FORM_COUNT
  }

  valueOf(form: number): number {
    return Math.floor(form / FORM_COUNT)
  }

  formOf(form: number): ValueForm {
    return formOf(this.#values[this.valueOf(form)] as string, form % FORM_COUNT)
  }

  /** Every spelling that an anchor stands for, those that are written alike once. */
  *spelled(number: number, spelling: number, place: number): Generator<Spelled> {
    const { base, encoding, spellings } = this.formOf(number)
    if (spelling !== ALL) {
      const { form, spell } = spellings[spelling] as ValueForm['spellings'][number]
      yield { form, bytes: Buffer.from(spell(base), encoding), offset: place }
      return
    }
    const seen = new Set<string>()
    for (const { form, spell } of spellings) {
      const text = spell(base)
      if (seen.has(text)) continue
      seen.add(text)
      yield {
        form,
        bytes: Buffer.from(text, encoding),
        offset: Buffer.byteLength(spell(base.slice(0, place)), encoding),
      }
    }
  }

  /** The span with the characters on either side that hold bits of the value as well. */
  widened(number: number, { buffer, start, end }: ByteRange, walk: Walk): Pick<Walk, 'start' | 'end'> {
    const { before, after } = this.formOf(number)
    const isCode = (at: number) => at >= start && at < end && IS_CODE.test(String.fromCharCode(buffer[at] as number))
    let behind = walk.end
    if (after === 1 && isCode(behind)) behind++
    return { start: before === 1 && isCode(walk.start - 1) ? walk.start - 1 : walk.start, end: behind }
  }
}
