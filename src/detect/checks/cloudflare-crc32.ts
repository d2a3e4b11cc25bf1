import { crc32 } from './crc32.ts'
import { trailingChecksum } from './trailing-checksum.ts'

const BEFORE_CHECKSUM = /^[a-z]{3,4}_([A-Za-z0-9]{40})$/

/**
 * Cloudflare `cfk_`, `cfut_` and `cfat_` tokens: 40 characters and the CRC-32 of these in hex.
 * Some genuine tokens do not follow it, so that only a match counts.
 */
export const cloudflareCrc32 = trailingChecksum(
  8,
  (before) => {
    const body = BEFORE_CHECKSUM.exec(before)?.[1]
    return body === undefined ? null : crc32(body).toString(16).padStart(8, '0')
  },
  { outcome: 'informs', reason: 'checksum of the usual kind does not match, which not every genuine token has' },
)
