import { crc32 } from './crc32.ts'
import { trailingChecksum } from './trailing-checksum.ts'

const BEFORE_CHECKSUM = /^zpka_([a-z0-9]{32})_$/

/** Zuplo API keys, `zpka_BODY_CHECKSUM`: hex of the CRC-32 of the body. */
export const zuploCrc32 = trailingChecksum(8, (before) => {
  const body = BEFORE_CHECKSUM.exec(before)?.[1]
  return body === undefined ? null : crc32(body).toString(16).padStart(8, '0')
})
