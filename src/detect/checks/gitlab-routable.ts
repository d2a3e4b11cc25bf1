import { ALPHABETS } from './alphabets.ts'
import { crc32 } from './crc32.ts'
import { encodeNumber } from './encode-number.ts'
import { trailingChecksum } from './trailing-checksum.ts'

/** A runner's token tells its kind, `t1_`, before the payload. */
const BEFORE_LENGTH = /^gl[a-z]{1,10}-(?:t\d_)?([\w-]{27,300})\.(?:[0-9a-z]{2}\.)?$/

/**
 * GitLab routable tokens, `glpat-PAYLOAD.LLCCCCCCC` or `glpat-PAYLOAD.VV.LLCCCCCCC`: the payload's length in two digits and
 * the CRC-32 of all before the checksum in seven, both in base36. A mock is completed behind the last dot.
 */
export const gitlabRoutable = trailingChecksum(9, (before) => {
  const payload = BEFORE_LENGTH.exec(before)?.[1]
  if (payload === undefined) return null
  const length = encodeNumber(payload.length, ALPHABETS.base36, 2)
  return length + encodeNumber(crc32(before + length), ALPHABETS.base36, 7)
})
