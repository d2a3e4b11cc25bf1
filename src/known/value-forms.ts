import { BASE64_SPELLINGS, type Spelling, spelledAs, TEXT_SPELLINGS } from './spellings.ts'

/** A value under one encoding, and the ways in which the encoded text is itself written. */
export interface ValueForm {
  /** One character a byte where the encoding is `latin1`. */
  readonly base: string
  readonly encoding: 'utf8' | 'latin1'
  readonly spellings: readonly Spelling[]
}

interface Encoding {
  readonly encode: (value: string) => ValueForm
  /** Bytes that every spelling leaves as they are; null where there is only one spelling. */
  readonly isInert: Uint8Array | null
}

/**
 * The value itself, base64 at each of the three places it can start at, hex in both cases, UTF-16 within other bytes.
 * `encode-values.ts` makes the same of many values at once.
 */
const ENCODINGS: readonly Encoding[] = [
  {
    encode: (value) => ({ base: value, encoding: 'utf8', spellings: TEXT_SPELLINGS }),
    isInert: bytesLike(/[A-Za-z0-9_.-]/),
  },
  ...([0, 1, 2] as const).map((skipped) => ({
    encode: (value: string) => base64At(value, skipped),
    isInert: bytesLike(/[A-Za-z0-9]/),
  })),
  spelledOnce('hex', (value) => Buffer.from(value).toString('hex')),
  spelledOnce('hex', (value) => Buffer.from(value).toString('hex').toUpperCase()),
  spelledOnce('UTF-16', (value) => Buffer.from(value, 'utf16le').toString('latin1')),
  spelledOnce('UTF-16', (value) => Buffer.from(value, 'utf16le').swap16().toString('latin1')),
]

export const FORM_COUNT: number = ENCODINGS.length

/** The value in the form of that number, below `FORM_COUNT`. */
export function formOf(value: string, number: number): ValueForm {
  return (ENCODINGS[number] as Encoding).encode(value)
}

/** Which bytes of a form every spelling leaves as they are. */
export function inertBytesOf(number: number): Uint8Array | null {
  return (ENCODINGS[number] as Encoding).isInert
}

function spelledOnce(form: 'hex' | 'UTF-16', encode: (value: string) => string): Encoding {
  const spellings = spelledAs(form)
  return { encode: (value) => ({ base: encode(value), encoding: 'latin1', spellings }), isInert: null }
}

/**
 * The characters of base64 (RFC 4648) that depend on the value alone, where `skipped` bytes stand before it in their
 * group of three. The characters on either side hold a few of its bits: they are no part of what is found.
 */
function base64At(value: string, skipped: 0 | 1 | 2): ValueForm {
  const bytes = Buffer.concat([Buffer.alloc(skipped), Buffer.from(value)])
  const from = Math.ceil((skipped * 4) / 3)
  const to = Math.floor((bytes.length * 4) / 3)
  return {
    base: bytes.toString('base64').slice(from, to),
    encoding: 'latin1',
    spellings: BASE64_SPELLINGS,
  }
}

function bytesLike(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (pattern.test(String.fromCharCode(byte)) ? 1 : 0))
}
