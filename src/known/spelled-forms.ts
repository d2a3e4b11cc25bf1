import type { FormName } from './spellings.ts'
import { FORM_COUNT, formOf, type ValueForm } from './value-forms.ts'

/** Stands for every spelling of a form. */
export const ALL = -1

/** A value as a text may hold it. */
export interface Spelled {
  /** Number of the spelling in its form. */
  readonly spelling: number
  readonly form: FormName
  readonly bytes: Buffer
}

/** Every way to spell a value in a form, those that are written alike once. */
export function* spellingsOf({ base, encoding, spellings }: ValueForm): Generator<Spelled> {
  const seen = new Set<string>()
  for (const [spelling, { form, spell }] of spellings.entries()) {
    const text = spell(base)
    if (seen.has(text)) continue
    seen.add(text)
    yield { spelling, form, bytes: Buffer.from(text, encoding) }
  }
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

  valueOf(number: number): number {
    return Math.floor(number / FORM_COUNT)
  }

  formOf(number: number): ValueForm {
    return formOf(this.#values[this.valueOf(number)] as string, number % FORM_COUNT)
  }

  /**
   * Every spelling that an anchor stands for, and where in it the anchor is.
   * @param place where it is in the form itself where it stands for all spellings, else in the one, in bytes
   */
  *spelled(number: number, spelling: number, place: number): Generator<Spelled & { readonly offset: number }> {
    const form = this.formOf(number)
    const prefix = Buffer.from(form.base, form.encoding).toString(form.encoding, 0, place)
    for (const spelled of spellingsOf(form)) {
      if (spelling === spelled.spelling) yield { ...spelled, offset: place }
      if (spelling !== ALL) continue
      const { spell } = form.spellings[spelled.spelling] as ValueForm['spellings'][number]
      yield { ...spelled, offset: Buffer.byteLength(spell(prefix), form.encoding) }
    }
  }
}
