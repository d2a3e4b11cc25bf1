import { crc32 } from './crc32.ts'
import { trailingChecksum } from './trailing-checksum.ts'

const BEFORE_CHECKSUM = /^AT[A-Z]{2,3}[\w=-]{20,400}$/

/** Atlassian `ATATT3…` and `ATBB…` tokens: the last eight characters are the CRC-32 of all before them in capital hex. */
export const atlassianCrc32 = trailingChecksum(8, (before) =>
  BEFORE_CHECKSUM.test(before) ? crc32(before).toString(16).toUpperCase().padStart(8, '0') : null,
)
