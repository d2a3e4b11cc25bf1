import { ALPHABETS, type MockPart, parseMockTemplate } from './mock-template.ts'
import { type RandomSource, randomSource } from './random-source.ts'

/** What a template is filled with. */
export interface MockFilling {
  /** The same seed gives the same text. */
  readonly seed: string
  /** What stands for `{check}` behind all that the template has produced before it. */
  readonly complete: (before: string) => string
  /** What stands for `{mock}`. */
  readonly mock: string
  /** The characters of an alphabet that may stand behind `before`; without it all of them may. */
  readonly narrow?: (alphabet: string, before: string) => string
}

const LOOKS_RANDOM_FROM = 16

/** Fills a mock template; fields that cannot be read are left out, `parseMockTemplate` names them. */
export function fillMock(template: string, filling: MockFilling): string {
  return fillParts(parseMockTemplate(template).parts, filling, randomSource(`${template}\0${filling.seed}`))
}

function fillParts(parts: readonly MockPart[], filling: MockFilling, random: RandomSource): string {
  let text = ''
  for (const part of parts) {
    switch (part.kind) {
      case 'text':
        text += part.text
        break
      case 'field':
        text += drawText(part, text, { random, narrow: filling.narrow ?? takeAll })
        break
      case 'json64':
        text += Buffer.from(fillParts(part.parts, filling, random)).toString('base64url')
        break
      case 'check':
        text += filling.complete(text)
        break
      case 'mock':
        text += filling.mock
    }
  }
  return text
}

interface Drawing {
  readonly random: RandomSource
  readonly narrow: NonNullable<MockFilling['narrow']>
}

const takeAll = (alphabet: string): string => alphabet

/** Characters drawn from the alphabet, drawn anew while a long text does not look random. */
function drawText(
  { alphabet: name, min, max }: Extract<MockPart, { kind: 'field' }>,
  before: string,
  { random, narrow }: Drawing,
): string {
  const alphabet = ALPHABETS[name]
  const length = min + random(max - min + 1)
  for (;;) {
    let text = ''
    while (text.length < length) {
      const allowed = narrow(alphabet, before + text)
      text += allowed[random(allowed.length)]
    }
    if (length < LOOKS_RANDOM_FROM || length > 1000 || looksRandom(text, alphabet)) return text
  }
}

function looksRandom(text: string, alphabet: string): boolean {
  if (/(.)\1{3}/.test(text)) return false
  return [/[0-9]/, /[A-Za-z]/].every((kind) => kind.test(text) || !kind.test(alphabet))
}
