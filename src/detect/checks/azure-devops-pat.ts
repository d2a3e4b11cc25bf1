import { decodeBase32 } from './base32.ts'
import type { Check } from './check.ts'
import { crc32 } from './crc32.ts'
import { CHECKSUM_VALID } from './trailing-checksum.ts'

const FORM = /^[a-z2-7]{52}$/
/** Bytes that hold the checksum, its highest first. */
const CHECKSUM_AT = [22, 8, 7, 2]
/** Masks of tokens of users and of applications. */
const MASKS = [0xe0b9692d, 0x1019f92e]

/**
 * Azure DevOps personal access tokens of the old kind, 52 characters of base32: the CRC-32 of 28 of their bytes under a
 * mask stands in the other four. No genuine token was at hand to confirm it: a match proves, a mismatch says nothing.
 */
export const azureDevopsPat: Check = {
  verify(secret) {
    const bytes = FORM.test(secret) ? decodeBase32(secret) : null
    if (bytes === null) return null
    const signed = crc32(bytes.filter((_, at) => !CHECKSUM_AT.includes(at)))
    const stored = Buffer.from(CHECKSUM_AT.map((at) => bytes[at] ?? 0))
    const readings = [stored.readUInt32BE(), stored.readUInt32LE()]
    return MASKS.some((mask) => readings.includes((signed ^ mask) >>> 0)) ? CHECKSUM_VALID : null
  },
}
