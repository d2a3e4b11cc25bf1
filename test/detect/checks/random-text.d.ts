import fc from 'fast-check'
/** Alphabets of secrets, as mock templates name them. */
export declare const TEXT_ALPHABETS: {
  readonly digit: '0123456789'
  readonly hex: '0123456789abcdef'
  readonly HEX: '0123456789ABCDEF'
  readonly lower: 'abcdefghijklmnopqrstuvwxyz'
  readonly upper: string
  readonly letter: string
  readonly lower36: string
  readonly upper36: string
  readonly base62: string
  readonly base32: `${string}234567`
  readonly base64: `abcdefghijklmnopqrstuvwxyz${string}0123456789+/`
  readonly base64url: `abcdefghijklmnopqrstuvwxyz${string}0123456789-_`
  readonly base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
}
export type TextAlphabet = keyof typeof TEXT_ALPHABETS
/** Texts of `min` to `max` characters of an alphabet, each as likely as another: not biased as `fc.string` is. */
export declare function randomText(alphabet: TextAlphabet, min: number, max?: number): fc.Arbitrary<string>
