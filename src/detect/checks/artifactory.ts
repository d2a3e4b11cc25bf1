import { ALPHABETS } from './alphabets.ts'
import type { Check, Verdict } from './check.ts'

const API_KEY = /^AKC[A-Za-z0-9]{10,100}$/
const API_KEY_BYTES = 54
const REFERENCE_TOKEN = /^cmVmd[A-Za-z0-9+/]{20,120}={0,2}$/
const REFERENCE = /^reftkn:/

const MADE_UP: Verdict = {
  outcome: 'refutes',
  reason: 'does not decode to an Artifactory credential, so it may be altered or made up',
}

/** Artifactory API keys, `AKCp…`: base58 of 54 bytes; and reference tokens, `cmVmd…`: base64 of `reftkn:…`. */
export const artifactory: Check = {
  verify(secret) {
    if (API_KEY.test(secret)) {
      return base58Bytes(secret) === API_KEY_BYTES
        ? { outcome: 'informs', reason: 'decodes to an Artifactory API key' }
        : MADE_UP
    }
    if (!REFERENCE_TOKEN.test(secret)) return null
    const isReference = REFERENCE.test(Buffer.from(secret, 'base64').toString('latin1'))
    return isReference ? { outcome: 'informs', reason: 'decodes to an Artifactory reference token' } : MADE_UP
  },
}

/** Number of bytes that base58 text without leading zeros stands for; null where another character occurs. */
function base58Bytes(text: string): number | null {
  let value = 0n
  for (const char of text) {
    const digit = ALPHABETS.base58.indexOf(char)
    if (digit < 0) return null
    value = value * 58n + BigInt(digit)
  }
  return Math.ceil(value.toString(16).length / 2)
}
