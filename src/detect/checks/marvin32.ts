/**
 * Marvin32 of bytes under a seed of 64 bits, both halves of the result folded into 32 unsigned bits, as .NET's
 * `ComputeHash32` does. Described in US patent application 2013/0262421 and in the .NET runtime.
 */
export function marvin32(bytes: Uint8Array, seed: bigint): number {
  let low = Number(seed & 0xffffffffn) | 0
  let high = Number(seed >> 32n) | 0
  const padded = Buffer.alloc(4 * (Math.floor(bytes.length / 4) + 2)) // the message, 0x80, zeros, and a block of zeros
  padded.set(bytes)
  padded[bytes.length] = 0x80
  for (let at = 0; at < padded.length; at += 4) {
    low = (low + padded.readInt32LE(at)) | 0
    high ^= low
    low = rotateLeft(low, 20)
    low = (low + high) | 0
    high = rotateLeft(high, 9)
    high ^= low
    low = rotateLeft(low, 27)
    low = (low + high) | 0
    high = rotateLeft(high, 19)
  }
  return (low ^ high) >>> 0
}

/** The seed that Microsoft's identifiable keys name by eight ASCII characters, read big-endian. */
export function marvinSeed(name: string): bigint {
  return Buffer.from(name, 'latin1').readBigUInt64BE()
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}
