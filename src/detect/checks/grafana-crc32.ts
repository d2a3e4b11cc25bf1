import { crc32 } from './crc32.ts'
import { trailingChecksum } from './trailing-checksum.ts'

const BEFORE_CHECKSUM = /^(glsa_[A-Za-z0-9]{32})_$/

/** Grafana service account tokens, `glsa_BODY_CHECKSUM`: hex of the little-endian bytes of the CRC-32 of `glsa_BODY`. */
export const grafanaCrc32 = trailingChecksum(8, (before) => {
  const signed = BEFORE_CHECKSUM.exec(before)?.[1]
  if (signed === undefined) return null
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(crc32(signed))
  return bytes.toString('hex')
})
