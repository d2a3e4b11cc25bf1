const ESCAPED_LOW = 0xdc80
const ESCAPED_HIGH = 0xdcff
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * A path of any bytes as a string that JSON can hold: UTF-8, with each byte that is not part of it as one lone
 * surrogate U+DC80…U+DCFF (Python's `surrogateescape`, PEP 383).
 */
export function decodePath(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return decodeBytewise(bytes)
  }
}

/** The bytes that `decodePath` read. */
export function encodePath(path: string): Buffer {
  if (path.isWellFormed()) return Buffer.from(path)
  const parts: Buffer[] = []
  for (const char of path) {
    const code = char.codePointAt(0) ?? 0
    parts.push(isEscapedByte(code) ? Buffer.from([code - 0xdc00]) : Buffer.from(char))
  }
  return Buffer.concat(parts)
}

/** True for a code unit that stands for a byte outside UTF-8. */
export function isEscapedByte(code: number): boolean {
  return code >= ESCAPED_LOW && code <= ESCAPED_HIGH
}

function decodeBytewise(bytes: Uint8Array): string {
  let path = ''
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i)
    path += length > 0 ? strict.decode(bytes.subarray(i, i + length)) : String.fromCharCode(0xdc00 + (bytes[i] ?? 0))
    i += length || 1
  }
  return path
}

/** Length of the valid UTF-8 sequence at `at`, 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    try {
      strict.decode(bytes.subarray(at, at + length))
      return length
    } catch {
      // a longer prefix may still be a whole sequence
    }
  }
  return 0
}
