import { ALPHABETS } from './alphabets.ts'
import { trailingChecksum } from './trailing-checksum.ts'

const CHECKSUM_LENGTH = 6
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
/** A readable part, the separator `1`, data: all in one letter case. */
const BEFORE_CHECKSUM = /^([!-~]{1,83})1([02-9ac-hj-np-z]*)$/

/**
 * Bech32 texts such as age and Nostr keys, of any length: the last six characters are a BCH checksum.
 * https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki
 */
export const bech32 = trailingChecksum(CHECKSUM_LENGTH, (before) => {
  const lower = before.toLowerCase()
  const isUpper = before !== lower && before === before.toUpperCase()
  const [, readable, data] = BEFORE_CHECKSUM.exec(isUpper ? lower : before) ?? []
  if (readable === undefined || data === undefined || readable !== readable.toLowerCase()) return null
  const checksum = checksumOf(readable, data)
  return isUpper ? checksum.toUpperCase() : checksum
})

function checksumOf(readable: string, data: string): string {
  const codes = Array.from(readable, (char) => char.charCodeAt(0))
  const values = Array.from(data, (char) => ALPHABETS.bech32.indexOf(char))
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)]
  const remainder = polymod([...expanded, ...values, ...new Array<number>(CHECKSUM_LENGTH).fill(0)]) ^ 1
  return Array.from({ length: CHECKSUM_LENGTH }, (_, i) =>
    ALPHABETS.bech32.charAt((remainder >>> (5 * (CHECKSUM_LENGTH - 1 - i))) & 31),
  ).join('')
}

function polymod(values: readonly number[]): number {
  let state = 1
  for (const value of values) {
    const top = state >>> 25
    state = ((state & 0x1ffffff) << 5) ^ value
    for (const [bit, generator] of GENERATOR.entries()) if ((top >>> bit) & 1) state ^= generator
  }
  return state
}
