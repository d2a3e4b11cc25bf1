/** Lower-case of an ASCII letter, every other byte as it is. */
export function foldByte(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
}
