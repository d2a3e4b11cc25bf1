import { ALPHABETS } from './alphabets.ts'
import { crc32 } from './crc32.ts'
import { encodeNumber } from './encode-number.ts'
import { trailingChecksum } from './trailing-checksum.ts'

/** A Vercel body may hold `_` itself, so its prefix ends at the first one; every other prefix ends at the last. */
const BEFORE_CHECKSUM = /^(?:vc[piark]_|\w{0,40}_)?([\w-]{1,200})$/

/**
 * Tokens that end in six base62 digits of the CRC-32 of their body, without the prefix: GitHub, npm, Vercel.
 * https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
 */
export const crc32Base62 = trailingChecksum(6, (before) => {
  const body = BEFORE_CHECKSUM.exec(before)?.[1]
  return body === undefined ? null : encodeNumber(crc32(body), ALPHABETS.base62, 6)
})
