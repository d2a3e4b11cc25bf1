/** Lower-case of an ASCII letter, every other byte as it is. */
export function foldByte(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
}

/** The bytes that fold to `byte`: itself and, for a letter, its upper case. */
export function unfoldByte(byte: number): readonly number[] {
  return byte >= 0x61 && byte <= 0x7a ? [byte, byte & 0xdf] : [byte]
}
