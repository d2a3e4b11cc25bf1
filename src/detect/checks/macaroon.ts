/** The public parts of a macaroon. */
export interface Macaroon {
  /** Where it is to be used. */
  readonly location: string
  /** Offset behind the identifier: where the caveats begin. */
  readonly identifierEnd: number
  /** True where everything after the identifier is there, down to a signature of 32 bytes that ends the bytes. */
  readonly isWhole: boolean
}

const VERSION = 2
const FIELD = { end: 0, location: 1, identifier: 2, verifier: 4, signature: 6 } as const
const SIGNATURE_BYTES = 32

/**
 * Reads a macaroon in its second binary format; null where the bytes do not begin with version, location and identifier.
 * https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt
 */
export function readMacaroon(bytes: Uint8Array): Macaroon | null {
  if (bytes[0] !== VERSION) return null
  const location = readField(bytes, 1)
  const identifier = location?.type === FIELD.location ? readField(bytes, location.end) : null
  if (location === null || identifier?.type !== FIELD.identifier) return null
  return {
    location: Buffer.from(bytes.subarray(location.start, location.end)).toString('latin1'),
    identifierEnd: identifier.end,
    isWhole: bytes[identifier.end] === FIELD.end && hasWholeTail(bytes, identifier.end + 1),
  }
}

/** Caveats, each closed by an end mark, then an end mark and the signature. */
function hasWholeTail(bytes: Uint8Array, from: number): boolean {
  let at = from
  while (at < bytes.length && bytes[at] !== FIELD.end) {
    const caveatEnd = readCaveat(bytes, at)
    if (caveatEnd === null) return false
    at = caveatEnd
  }
  const signature = readField(bytes, at + 1)
  const isSignature = signature?.type === FIELD.signature && signature.end - signature.start === SIGNATURE_BYTES
  return isSignature && signature.end === bytes.length
}

/** Offset behind a caveat and its end mark. */
function readCaveat(bytes: Uint8Array, from: number): number | null {
  const fields: number[] = [FIELD.location, FIELD.identifier, FIELD.verifier]
  let at = from
  while (bytes[at] !== FIELD.end) {
    const field = readField(bytes, at)
    if (field === null || field.end > bytes.length || !fields.includes(field.type)) return null
    at = field.end
  }
  return at + 1
}

function readField(bytes: Uint8Array, at: number): { type: number; start: number; end: number } | null {
  const type = bytes[at]
  const low = bytes[at + 1]
  if (type === undefined || low === undefined) return null
  if (low < 0x80) return { type, start: at + 2, end: at + 2 + low }
  const high = bytes[at + 2] ?? 0x80 // lengths of three bytes do not fit a token
  return high < 0x80 ? { type, start: at + 3, end: at + 3 + (low & 0x7f) + (high << 7) } : null
}
