import fc from 'fast-check'

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
const DIGITS = '0123456789'

/** Alphabets of secrets, as mock templates name them. */
export const TEXT_ALPHABETS = {
  digit: DIGITS,
  hex: `${DIGITS}abcdef`,
  HEX: `${DIGITS}ABCDEF`,
  lower: LOWER,
  upper: UPPER,
  letter: LOWER + UPPER,
  lower36: LOWER + DIGITS,
  upper36: UPPER + DIGITS,
  base62: LOWER + UPPER + DIGITS,
  base32: `${UPPER}234567`,
  base64: `${LOWER}${UPPER}${DIGITS}+/`,
  base64url: `${LOWER}${UPPER}${DIGITS}-_`,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
} as const

export type TextAlphabet = keyof typeof TEXT_ALPHABETS

/** Texts of `min` to `max` characters of an alphabet, each as likely as another: not biased as `fc.string` is. */
export function randomText(alphabet: TextAlphabet, min: number, max = min): fc.Arbitrary<string> {
  const digits = TEXT_ALPHABETS[alphabet]
  return fc
    .tuple(fc.integer({ min, max }), fc.noShrink(fc.uint8Array({ minLength: 8, maxLength: 8 })), fc.noBias(fc.nat()))
    .map(([length, salt, seed]) => uniform(digits, length, seed ^ Buffer.from(salt).readUInt32LE()))
}

/** `length` digits from a generator of 32 bits (mulberry32), so that a run is repeated by its seed. */
function uniform(digits: string, length: number, seed: number): string {
  let state = seed
  return Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return digits.charAt(((mixed ^ (mixed >>> 14)) >>> 0) % digits.length)
  }).join('')
}
