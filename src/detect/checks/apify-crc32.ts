import { ALPHABETS } from './alphabets.ts'
import { crc32 } from './crc32.ts'
import { encodeNumber } from './encode-number.ts'
import { trailingChecksum } from './trailing-checksum.ts'

const BEFORE_CHECKSUM = /^apify_api_[A-Za-z0-9]{30}$/

/** Apify tokens: the last six characters are the CRC-32 of prefix and body, in base62 with small letters first. */
export const apifyCrc32 = trailingChecksum(6, (before) =>
  BEFORE_CHECKSUM.test(before) ? encodeNumber(crc32(before), ALPHABETS.base62LowerFirst, 6) : null,
)
