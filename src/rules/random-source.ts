/** Pseudo-random whole numbers from 0 up to and without `below`; the same seed gives the same numbers. */
export type RandomSource = (below: number) => number

/** A source seeded with a text: FNV-1a spreads it, sfc32 (PractRand's small fast counter) draws. Not for keys. */
export function randomSource(seed: string): RandomSource {
  let a = hash(seed, 0x811c9dc5)
  let b = hash(seed, 0x9e3779b9)
  let c = hash(seed, 0x85ebca6b)
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 16; i++) next()
  return (below) => Math.floor((next() / 2 ** 32) * below)
}

function hash(text: string, basis: number): number {
  let value = basis
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value | 0
}
