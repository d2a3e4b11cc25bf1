import { isMock, markedCharacters } from '../../model/mock-mark.ts'
import { fillMock } from '../../rules/fill-mock.ts'

/** What a mock is made from. */
export interface MockRecipe {
  readonly ruleId: string
  /** See `Mock templates` in rules/README.md. */
  readonly template: string
  /** What the rule's checks put for `{check}` behind `before`. */
  readonly complete: (before: string) => string
}

/** How a mock is made. */
export interface MockChoice {
  /** The same seed gives the same value. */
  readonly seed: string
  /** Whether a checksum in the value is right. */
  readonly checksum: 'wrong' | 'valid'
}

/** A fixed text in the middle of a template can break the mark, so other values are tried. */
const TRIES = 500

/** A value of the form of a rule that nobody has issued and that the scanner knows for a mock; null where the form has no room for the mark. */
export function mockValue({ ruleId, template, complete }: MockRecipe, { seed, checksum }: MockChoice): string | null {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const value = fillMock(template, {
      seed: `${seed}\0${attempt}`,
      mock: '',
      complete: (before) => (checksum === 'valid' ? complete(before) : turned(complete(before))),
      narrow: (alphabet, before) => markedCharacters(ruleId, before, alphabet) || alphabet,
    })
    if (isMock(ruleId, value)) return value
  }
  return null
}

/**
 * The letters and digits of a checksum in another order, so that each stays one of its alphabet. Those at either end stay, of
 * which base64 leaves few to choose from, and so does padding.
 */
function turned(checksum: string): string {
  const [, first = '', middle = '', last = ''] = /^(.)(.+)([A-Za-z0-9][^A-Za-z0-9]*)$/s.exec(checksum) ?? []
  const by = Array.from(middle).findIndex((char) => char !== middle[0])
  return by < 0 ? checksum : first + middle.slice(by) + middle.slice(0, by) + last
}
