import { ALPHABETS } from './alphabets.ts'
import { encodeNumber } from './encode-number.ts'
import { marvin32, marvinSeed } from './marvin32.ts'
import { trailingChecksum } from './trailing-checksum.ts'

const BEFORE_CHECKSUM = /^[\w.~-]{3}8Q~[\w.~-]{31}$/
const CHECKSUM_LENGTH = 3

/**
 * Entra client secrets of 40 characters with `8Q~`: the last three are the first of six base66 digits of the Marvin32
 * of the others. Many published ones do not follow it, so that only a match counts.
 */
export const entraSecret = trailingChecksum(
  CHECKSUM_LENGTH,
  (before) => {
    if (!BEFORE_CHECKSUM.test(before)) return null
    const checksum = marvin32(Buffer.from(before, 'latin1'), marvinSeed('AadPwd00')) // keywarden:allow generic-secret the published seed of the checksum
    return encodeNumber(checksum, ALPHABETS.base66, 6).slice(0, CHECKSUM_LENGTH)
  },
  null,
)
