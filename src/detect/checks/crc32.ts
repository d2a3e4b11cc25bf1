const POLYNOMIAL = 0xedb88320

/**
 * CRC-32 (zlib, IEEE 802.3) of bytes, or of the low bytes of a string's code units, as an unsigned number.
 * Bit by bit: a table would cost start-up, and no caller has more than some hundred bytes.
 */
export function crc32(data: string | Uint8Array): number {
  let crc = 0xffffffff
  for (let i = 0; i < data.length; i++) {
    crc ^= typeof data === 'string' ? data.charCodeAt(i) & 0xff : (data[i] ?? 0)
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? POLYNOMIAL : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
