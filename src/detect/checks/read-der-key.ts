import { DER_TAG, type DerElement, readDer, readDerList } from './der.ts'
import type { KeyFacts } from './key-facts.ts'

const ALGORITHMS: Readonly<Record<string, string>> = {
  '2a864886f70d010101': 'RSA',
  '2a8648ce380401': 'DSA',
  '2a8648ce3d0201': 'EC',
  '2a8648ce3d030107': 'EC P-256',
  '2b81040022': 'EC P-384',
  '2b81040023': 'EC P-521',
  '2b8104000a': 'EC secp256k1',
  '2b656e': 'X25519',
  '2b6570': 'Ed25519',
  '2b6571': 'Ed448',
}

/** Reads PKCS#1, PKCS#8 and SEC 1 keys; null where the bytes are none of them or are cut off. */
export function readDerKey(bytes: Buffer): KeyFacts | null {
  const key = readDer(bytes, 0)
  return key?.tag === DER_TAG.sequence ? readSequence(readDerList(key.content)) : null
}

function readSequence([first, second, third]: readonly DerElement[]): KeyFacts | null {
  // EncryptedPrivateKeyInfo has no version: an algorithm and the encrypted key
  if (first?.tag === DER_TAG.sequence && second?.tag === DER_TAG.octetString) {
    return { algorithm: '', bits: null, isEncrypted: true }
  }
  if (first?.tag !== DER_TAG.integer || second === undefined) return null
  switch (second.tag) {
    case DER_TAG.integer:
      // RSA and DSA keys are lists of numbers; the first of an RSA key is its modulus, of a DSA key its prime
      return { algorithm: '', bits: bitLength(second.content), isEncrypted: false }
    case DER_TAG.octetString:
      return {
        algorithm: nameOf(third?.tag === DER_TAG.context0 ? readDer(third.content, 0) : null) || 'EC',
        bits: null,
        isEncrypted: false,
      }
    case DER_TAG.sequence:
      return readPrivateKeyInfo(readDerList(second.content), third)
    default:
      return null
  }
}

function readPrivateKeyInfo([oid, parameters]: readonly DerElement[], key: DerElement | undefined): KeyFacts {
  const algorithm = nameOf(oid ?? null)
  const curve = algorithm === 'EC' ? nameOf(parameters ?? null) : ''
  const numbers =
    algorithm === 'RSA' && key !== undefined ? readDerList(readDer(key.content, 0)?.content ?? Buffer.alloc(0)) : []
  return {
    algorithm: curve || algorithm,
    bits: numbers[1] === undefined ? null : bitLength(numbers[1].content),
    isEncrypted: false,
  }
}

function nameOf(oid: DerElement | null): string {
  return oid?.tag === DER_TAG.oid ? (ALGORITHMS[oid.content.toString('hex')] ?? '') : ''
}

/** Bits of an unsigned number, a leading zero byte apart. */
function bitLength(number: Uint8Array): number {
  const first = number.findIndex((byte) => byte !== 0)
  return first < 0 ? 0 : 8 * (number.length - first) - Math.clz32(number[first] ?? 0) + 24
}
