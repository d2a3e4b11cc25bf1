import type { KeyFacts } from './key-facts.ts'

const MAGIC = 'openssh-key-v1\0'
const COUNT_BYTES = 4
const ALGORITHMS: Readonly<Record<string, string>> = {
  'ssh-rsa': 'RSA',
  'ssh-dss': 'DSA',
  'ssh-ed25519': 'Ed25519',
  'ecdsa-sha2-nistp256': 'EC P-256',
  'ecdsa-sha2-nistp384': 'EC P-384',
  'ecdsa-sha2-nistp521': 'EC P-521',
}

/**
 * Reads a key in OpenSSH's own format; null where the bytes are none.
 * https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
 */
export function readOpenSshKey(bytes: Buffer): KeyFacts | null {
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return null
  const cipher = readString(bytes, MAGIC.length)
  const derivation = readString(bytes, cipher?.end)
  const options = readString(bytes, derivation?.end)
  const publicKey = readString(bytes, options === null ? undefined : options.end + COUNT_BYTES)
  if (cipher === null || publicKey === null) return null
  const type = readString(publicKey.content, 0)
  const algorithm = ALGORITHMS[type?.content.toString('latin1') ?? ''] ?? ''
  const modulus =
    algorithm === 'RSA' ? readString(publicKey.content, readString(publicKey.content, type?.end)?.end) : null
  return {
    algorithm,
    // a modulus that begins with a high bit has a zero byte before it
    bits: modulus === null ? null : 8 * (modulus.content.length - (modulus.content[0] === 0 ? 1 : 0)),
    isEncrypted: cipher.content.toString('latin1') !== 'none',
  }
}

/** The string whose length stands at `at`; null where the bytes end before it does. */
function readString(bytes: Buffer, at: number | undefined): { content: Buffer; end: number } | null {
  if (at === undefined || at + COUNT_BYTES > bytes.length) return null
  const start = at + COUNT_BYTES
  const end = start + bytes.readUInt32BE(at)
  return end <= bytes.length ? { content: bytes.subarray(start, end), end } : null
}
