import { isTextByte } from './text-bytes.ts'

/** A way to write bytes as characters in groups of fixed length. */
export interface CodeAlphabet {
  readonly encoding: 'base64-encoded' | 'hex-encoded'
  readonly name: 'base64' | 'hex'
  /** Characters of a group, and the bytes that they stand for. */
  readonly groupLength: number
  readonly groupBytes: number
  /** Groups that lie whole in the encoded form of the shortest secret, 20 bytes, at any alignment. */
  readonly leastGroups: number
  /** True where the group at `at` stands for bytes of text. */
  isTextGroup(code: Uint8Array, at: number): boolean
}

const NO_DIGIT = 0xff
const base64Digits = digitTable('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', [
  ['-', 62],
  ['_', 63],
])
const hexDigits = digitTable(
  '0123456789abcdef',
  [...'ABCDEF'].map((digit, i) => [digit, 10 + i] as const),
)

/** RFC 4648, sections 4 and 5: the two alphabets may be mixed. */
const base64: CodeAlphabet = {
  encoding: 'base64-encoded',
  name: 'base64',
  groupLength: 4,
  groupBytes: 3,
  leastGroups: 6,
  isTextGroup(code, at) {
    const a = base64Digits[code[at] as number] as number
    const b = base64Digits[code[at + 1] as number] as number
    if (isTextByte[(a << 2) | (b >> 4)] !== 1) return false
    const c = base64Digits[code[at + 2] as number] as number
    if (isTextByte[((b & 15) << 4) | (c >> 2)] !== 1) return false
    const d = base64Digits[code[at + 3] as number] as number
    return isTextByte[((c & 3) << 6) | d] === 1
  },
}

/** RFC 4648, section 8, in either letter case. */
const hex: CodeAlphabet = {
  encoding: 'hex-encoded',
  name: 'hex',
  groupLength: 2,
  groupBytes: 1,
  leastGroups: 16,
  isTextGroup(code, at) {
    const high = hexDigits[code[at] as number] as number
    const low = hexDigits[code[at + 1] as number] as number
    return (high | low) !== NO_DIGIT && isTextByte[(high << 4) | low] === 1
  },
}

/** Every alphabet that runs are read in. */
export const CODE_ALPHABETS = [hex, base64] as const

function digitTable(digits: string, others: readonly (readonly [string, number])[]): Uint8Array {
  const table = new Uint8Array(256).fill(NO_DIGIT)
  for (const [digit, value] of [...Array.from(digits, (digit, i) => [digit, i] as const), ...others]) {
    table[digit.charCodeAt(0)] = value
  }
  return table
}
