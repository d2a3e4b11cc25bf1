import type { Automaton } from './automaton.ts'

const HEADER = 4
const CLASSES = 64 // words, for 256 bytes
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** The automaton as 32-bit words in the machine's byte order: a header of lengths, then the tables one after another. */
export function automatonToBytes({ classOf, next, stride, outputStarts, outputs }: Automaton): Uint8Array {
  const header = Uint32Array.of(stride, next.length, outputStarts.length, outputs.length)
  const parts = [header, classOf, next, outputStarts, outputs]
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)))
}

/**
 * The automaton that a build on a little-endian machine has written, without a copy where the bytes are aligned; null on
 * a machine of the other byte order, where it has to be built.
 */
export function automatonFromBytes(bytes: Uint8Array): Automaton | null {
  if (!IS_LITTLE_ENDIAN) return null
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes)
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2)
  const [stride, nextLength, startsLength, outputsLength] = words as unknown as [number, number, number, number]
  let at = HEADER + CLASSES
  const take = (length: number) => {
    at += length
    return words.subarray(at - length, at)
  }
  return {
    stride,
    classOf: new Uint8Array(words.buffer, words.byteOffset + HEADER * 4, 256),
    next: take(nextLength),
    outputStarts: take(startsLength),
    outputs: take(outputsLength),
  }
}
