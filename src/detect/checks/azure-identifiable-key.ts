import { AZURE_SIGNATURES } from './azure-signatures.ts'
import type { Check } from './check.ts'
import { marvin32, marvinSeed } from './marvin32.ts'
import { CHECKSUM_MISMATCH, CHECKSUM_VALID } from './trailing-checksum.ts'

const SIGNATURE_LENGTH = 4
const CHECKSUM_BYTES = 4
/** Digits up to the signature's end → bytes of the whole key. */
const KEY_BYTES: ReadonlyMap<number, number> = new Map([
  [37, 32],
  [46, 39],
  [48, 40],
  [80, 64],
])
const CHECKSUM_DIGITS = 6
const FORM = /^([\w+/-]{43,86})={0,2}$/

/**
 * Azure keys that carry a signature of four characters and, behind it, the Marvin32 of all before, low byte first.
 * A mock is completed behind the signature; the result ends in the padding, where there is one.
 */
export const azureIdentifiableKey: Required<Check> = {
  verify(secret) {
    const digits = FORM.exec(secret)?.[1]
    if (digits === undefined) return null
    const before = digits.slice(0, -CHECKSUM_DIGITS)
    const seeds = seedsFor(before)
    if (seeds === null) return null
    if (seeds.length === 0)
      return { outcome: 'informs', reason: 'has the signature of an Azure key, whose checksum is not public' }
    const match = seeds.find(([seed]) => isKeyOf(seed, before, digits))
    if (match === undefined) return CHECKSUM_MISMATCH
    return match[1] === '' ? CHECKSUM_VALID : { outcome: 'proves', reason: `checksum is valid for ${match[1]}` }
  },
  complete(before) {
    const seed = seedsFor(before)?.[0]?.[0]
    return seed === undefined ? '' : withChecksum(before, seed).slice(before.length)
  },
}

/** Seeds and roles of the signature that `before` ends in; null where it is none or stands at a wrong place. */
function seedsFor(before: string): [seed: string, role: string][] | null {
  const signature = before.slice(-SIGNATURE_LENGTH)
  const isKnown = KEY_BYTES.has(before.length) && Object.hasOwn(AZURE_SIGNATURES, signature)
  return isKnown ? Object.entries(AZURE_SIGNATURES[signature] ?? {}) : null
}

/** True where `digits` are the key; the cache for Redis issues keys in which `P` and `F` stand for `+` and `/`. */
function isKeyOf(seed: string, before: string, digits: string): boolean {
  const expected = withChecksum(before, seed).replace(/=+$/, '')
  return (
    expected === digits || (before.endsWith('AzCa') && expected.replaceAll('+', 'P').replaceAll('/', 'F') === digits)
  )
}

/** The padded key that begins with `before`, in its alphabet. */
function withChecksum(before: string, seed: string): string {
  const bytes = Buffer.alloc(KEY_BYTES.get(before.length) ?? CHECKSUM_BYTES)
  const at = bytes.length - CHECKSUM_BYTES
  // bits between the signature and the checksum are zero
  Buffer.from(`${before}AA`, 'base64').copy(bytes, 0, 0, at)
  bytes.writeUInt32LE(marvin32(bytes.subarray(0, at), marvinSeed(seed)), at)
  const key = bytes.toString('base64')
  return /[-_]/.test(before) || before.endsWith('AzFu') ? key.replaceAll('+', '-').replaceAll('/', '_') : key
}
