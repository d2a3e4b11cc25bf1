import { BASE64_SPELLINGS, PLAIN_SPELLING, type Spelling, spelledAs, TEXT_SPELLINGS } from './spellings.ts'

/** A value under one encoding, and the ways in which the encoded text is itself written. */
export interface ValueForm {
  /** One character a byte where the encoding is `latin1`. Empty where another form covers this one. */
  readonly base: string
  readonly encoding: 'utf8' | 'latin1'
  readonly spellings: readonly Spelling[]
  /** Characters that every spelling leaves as they are; null where there is only one spelling. */
  readonly inert: RegExp | null
  /** Characters beside the form that hold bits of the value as well. */
  readonly before: 0 | 1
  readonly after: 0 | 1
}

type Encode = (value: string) => ValueForm

/** The value itself, base64 at each of the three places it can start at, hex in both cases, UTF-16 within other bytes. */
const FORMS: readonly Encode[] = [
  (value) => ({ ...WHOLE, base: value, encoding: 'utf8', spellings: TEXT_SPELLINGS, inert: /[A-Za-z0-9_.-]/ }),
  (value) => base64At(value, 0),
  (value) => base64At(value, 1),
  (value) => base64At(value, 2),
  (value) => ({ ...WHOLE, base: hexOf(value), spellings: spelledAs('hex') }),
  (value) => ({ ...WHOLE, base: upperHexOf(value), spellings: spelledAs('hex') }),
  (value) => ({ ...WHOLE, base: utf16(value).toString('latin1'), spellings: spelledAs('UTF-16') }),
  (value) => ({ ...WHOLE, base: utf16(value).swap16().toString('latin1'), spellings: spelledAs('UTF-16') }),
]

const WHOLE = { encoding: 'latin1', spellings: PLAIN_SPELLING, inert: null, before: 0, after: 0 } as const

export const FORM_COUNT: number = FORMS.length

/** The value in the form of that number, below `FORM_COUNT`. */
export function formOf(value: string, number: number): ValueForm {
  return (FORMS[number] as Encode)(value)
}

/**
 * The characters of base64 (RFC 4648) that depend on the value alone, where `skipped` bytes stand before it in their
 * group of three. The characters on either side hold some of its bits and some of its neighbours'.
 */
function base64At(value: string, skipped: 0 | 1 | 2): ValueForm {
  const bytes = Buffer.concat([Buffer.alloc(skipped), Buffer.from(value)])
  const from = Math.ceil((skipped * 8) / 6)
  const to = Math.floor((bytes.length * 8) / 6)
  return {
    base: bytes.toString('base64').slice(from, to),
    encoding: 'latin1',
    spellings: BASE64_SPELLINGS,
    inert: /[A-Za-z0-9]/,
    before: skipped === 0 ? 0 : 1,
    after: bytes.length % 3 === 0 ? 0 : 1,
  }
}

function hexOf(value: string): string {
  return Buffer.from(value).toString('hex')
}

function upperHexOf(value: string): string {
  const lower = hexOf(value)
  const upper = lower.toUpperCase()
  return upper === lower ? '' : upper
}

function utf16(value: string): Buffer {
  return Buffer.from(value, 'utf16le')
}
