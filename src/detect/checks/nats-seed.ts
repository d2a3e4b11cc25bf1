import { decodeBase32, encodeBase32 } from './base32.ts'
import type { Check } from './check.ts'
import { crc16Xmodem } from './crc16-xmodem.ts'
import { CHECKSUM_MISMATCH, CHECKSUM_VALID } from './trailing-checksum.ts'

const FORM = /^S[A-Z2-7]{57}$/
const WITHOUT_TAIL = /^S[A-Z2-7]{53}$/
const SIGNED_BYTES = 34

/**
 * NATS seeds: base32 of two prefix bytes, a key of 32 bytes and their CRC-16, low byte first: 58 characters.
 * The checksum begins within the 55th, so that a mock is completed behind the 54th.
 * https://github.com/nats-io/nkeys
 */
export const natsSeed: Required<Check> = {
  verify(secret) {
    if (!FORM.test(secret)) return null
    return withChecksum(secret) === secret ? CHECKSUM_VALID : CHECKSUM_MISMATCH
  },
  complete: (before) => (WITHOUT_TAIL.test(before) ? withChecksum(`${before}A`).slice(before.length) : ''),
}

/** The seed that begins with the 34 bytes that `seed` begins with. */
function withChecksum(seed: string): string {
  const signed = decodeBase32(seed)?.subarray(0, SIGNED_BYTES) ?? Buffer.alloc(SIGNED_BYTES)
  const checksum = crc16Xmodem(signed)
  return encodeBase32(Buffer.concat([signed, Buffer.from([checksum & 0xff, checksum >>> 8])]))
}
