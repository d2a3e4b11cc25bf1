import type { Check, Verdict } from './check.ts'
import { isRepeated, longestRun } from './contrived-pattern.ts'
import { DER_TAG } from './der.ts'
import { readKeyBlock } from './key-block.ts'
import type { KeyFacts } from './key-facts.ts'
import { saysPlaceholder } from './placeholder-words.ts'
import { readDerKey } from './read-der-key.ts'
import { readOpenSshKey } from './read-open-ssh-key.ts'

const TWO_BYTES_OF_LENGTH = 0x82
const BODY_MINIMUM = 64
/** Lines of key material are 64 characters or more; words are not. */
const LINE_MINIMUM = 24
const DISTINCT_MINIMUM = 12
/** Labels that name the algorithm, or the program that the key belongs to. */
const KINDS = ['RSA', 'DSA', 'EC', 'PGP']

/**
 * Blocks of private key material (PEM, OpenSSH, PGP, SSH2, PuTTY), real line breaks or escaped ones: rejects public keys
 * and blocks without key material; says of others what they are and whether a passphrase protects them.
 */
export const privateKey: Check = {
  verify(secret) {
    const block = readKeyBlock(secret)
    if (block.isPublic) return { outcome: 'rejects', reason: 'is not a private key' }
    const body = block.lines.join('')
    const longest = Math.max(0, ...block.lines.map((line) => line.length))
    if (body.length < BODY_MINIMUM || longest < LINE_MINIMUM)
      return { outcome: 'rejects', reason: 'holds no key material' }
    if (isMadeUp(body)) return { outcome: 'rejects', reason: 'key material is a placeholder' }
    const bytes = Buffer.from(body, 'base64')
    if (isCutShort(bytes)) return { outcome: 'rejects', reason: 'key material is cut short' }
    return describe(block.label, readOpenSshKey(bytes) ?? readDerKey(bytes), block.isEncrypted)
  },
}

/** True where less than half of what DER announces is there: the beginning of a key, shown as a sample. */
function isCutShort(bytes: Buffer): boolean {
  const isSequence = bytes[0] === DER_TAG.sequence && bytes[1] === TWO_BYTES_OF_LENGTH
  return isSequence && bytes.length < bytes.readUInt16BE(2) / 2
}

function isMadeUp(body: string): boolean {
  const start = body.slice(0, 4000)
  return (
    new Set(start).size < DISTINCT_MINIMUM ||
    longestRun(start) >= Math.max(LINE_MINIMUM, start.length * 0.3) ||
    isRepeated(start) ||
    saysPlaceholder(start)
  )
}

function describe(label: string, facts: KeyFacts | null, isSaidEncrypted: boolean): Verdict {
  const kind = facts?.algorithm || KINDS.find((known) => label.startsWith(known)) || ''
  const size = facts?.bits == null ? '' : ` of ${facts.bits} bits`
  const protection =
    isSaidEncrypted || facts?.isEncrypted ? 'encrypted with a passphrase' : facts === null ? '' : 'not encrypted'
  return {
    outcome: 'informs',
    reason: [`${kind} private key${size}`.trim(), protection].filter((part) => part !== '').join(', '),
  }
}
