import { ALPHABETS } from './alphabets.ts'
import type { Check } from './check.ts'
import { encodeNumber } from './encode-number.ts'
import { marvin32, marvinSeed } from './marvin32.ts'
import { CHECKSUM_MISMATCH } from './trailing-checksum.ts'

const SIGNED_DIGITS = 80
const CHECKSUM_DIGITS = 4
/** 52 random characters, signature, year from 2024 and month as letters, platform, provider, provider's signature. */
const SIGNED = /^[A-Za-z0-9]{52}JQQJ9[9DH]([A-Z])([A-L])[A-Za-z0-9]{20}/

/**
 * Azure's annotated keys of 84 characters (88 in their long form): the 81st to the 84th are the first digits of the
 * Marvin32 of the 60 bytes that the first 80 stand for.
 * https://github.com/microsoft/security-utilities (`CommonAnnotatedKey`)
 */
export const azureJqqj: Required<Check> = {
  verify(secret) {
    const [, year, month] = SIGNED.exec(secret) ?? []
    const actual = secret.slice(SIGNED_DIGITS, SIGNED_DIGITS + CHECKSUM_DIGITS)
    if (year === undefined || month === undefined || actual.length < CHECKSUM_DIGITS) return null
    if (!checksumsOf(secret).includes(actual)) return CHECKSUM_MISMATCH
    return { outcome: 'proves', reason: `checksum is valid, issued ${issueMonth(year, month)}` }
  },
  complete: (before) => (before.length === SIGNED_DIGITS && SIGNED.test(before) ? (checksumsOf(before)[0] ?? '') : ''),
}

/** The encodings that key generators have used: base62 of the bytes low to high, high to low, and base64. */
function checksumsOf(key: string): string[] {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(marvin32(Buffer.from(key.slice(0, SIGNED_DIGITS), 'base64'), marvinSeed('Default0')))
  const encodings = [toBase62(bytes), toBase62(Buffer.from(bytes).reverse()), bytes.toString('base64')]
  return encodings.map((digits) => digits.slice(0, CHECKSUM_DIGITS))
}

/** Base62 of bytes as one big-endian number, with a zero digit for each zero byte at its start. */
function toBase62(bytes: Buffer): string {
  const zeros = bytes.findIndex((byte) => byte !== 0)
  const digits = encodeNumber(bytes.readUInt32BE(), ALPHABETS.base62, 1)
  return '0'.repeat(Math.max(0, zeros)) + digits
}

function issueMonth(year: string, month: string): string {
  const letterA = 'A'.charCodeAt(0)
  return `${2024 + year.charCodeAt(0) - letterA}-${String(month.charCodeAt(0) - letterA + 1).padStart(2, '0')}`
}
