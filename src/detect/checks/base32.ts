import { ALPHABETS } from './alphabets.ts'

/** RFC 4648 base32 of `bytes` in capitals, without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; ) {
      bits -= 5
      text += ALPHABETS.base32.charAt((held >>> bits) & 31)
    }
  }
  return bits > 0 ? text + ALPHABETS.base32.charAt((held << (5 - bits)) & 31) : text
}

/** The whole bytes that unpadded RFC 4648 base32 stands for, letter case apart; null where another character occurs. */
export function decodeBase32(text: string): Buffer | null {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const char of text.toUpperCase()) {
    const value = ALPHABETS.base32.indexOf(char)
    if (value < 0) return null
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >>> bits) & 0xff)
    }
  }
  return Buffer.from(bytes)
}
