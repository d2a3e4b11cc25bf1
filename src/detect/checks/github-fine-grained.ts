import { encodeBase32 } from './base32.ts'
import type { Check } from './check.ts'
import { sha256 } from './sha256.ts'
import { CHECKSUM_MISMATCH, CHECKSUM_VALID } from './trailing-checksum.ts'

const SIGNED_LENGTH = 'github_pat_'.length + 22 + 1 + 43
const CHECKSUM_LENGTH = 8
const FORM = /^github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{43,59}$/

/**
 * GitHub fine-grained tokens, `github_pat_` + 22 + `_` + 59: of the 59 characters the 44th to the 51st are the first
 * eight of the base32 SHA-256 of all before them. What the last eight are is not known, so they are not looked at.
 */
export const githubFineGrained: Required<Check> = {
  verify(secret) {
    if (!FORM.test(secret)) return null
    const actual = secret.slice(SIGNED_LENGTH, SIGNED_LENGTH + CHECKSUM_LENGTH)
    return digestOf(secret).startsWith(actual) && actual.length === CHECKSUM_LENGTH ? CHECKSUM_VALID : CHECKSUM_MISMATCH
  },
  complete: (before) => (FORM.test(before) ? digestOf(before).slice(0, 2 * CHECKSUM_LENGTH) : ''),
}

function digestOf(secret: string): string {
  return encodeBase32(sha256(secret.slice(0, SIGNED_LENGTH)))
}
