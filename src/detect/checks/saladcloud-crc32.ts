import { ALPHABETS } from './alphabets.ts'
import { crc32 } from './crc32.ts'
import { encodeNumber } from './encode-number.ts'
import { trailingChecksum } from './trailing-checksum.ts'

const BEFORE_CHECKSUM = /^salad_cloud_[a-z0-9]{1,20}_([A-Za-z0-9]{20,80})$/

/** SaladCloud keys, `salad_cloud_ENVIRONMENT_BODY`: the body ends in six base62 digits of the CRC-32 of its rest. */
export const saladcloudCrc32 = trailingChecksum(6, (before) => {
  const body = BEFORE_CHECKSUM.exec(before)?.[1]
  return body === undefined ? null : encodeNumber(crc32(body), ALPHABETS.base62, 6)
})
