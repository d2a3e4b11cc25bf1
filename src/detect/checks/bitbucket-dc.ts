import type { Check } from './check.ts'

const FORM = /^(BBDC-)?([A-Za-z0-9+/]{40,60}={0,2})$/
/** An id of at least four digits, a colon, the secret's bytes. */
const DECODED = /^\d{4,20}:/

/**
 * Tokens of Bitbucket and Jira Data Center: base64 of `ID:BYTES`. Without the prefix only this tells them from other
 * base64, so that one of another form is rejected.
 */
export const bitbucketDc: Check = {
  verify(secret) {
    const [, prefix, body] = FORM.exec(secret) ?? []
    if (body === undefined) return null
    if (DECODED.test(Buffer.from(body, 'base64').toString('latin1'))) {
      return { outcome: 'informs', reason: 'decodes to a token id and a secret' }
    }
    if (prefix === undefined) return { outcome: 'rejects', reason: 'does not decode to a token id and a secret' }
    return { outcome: 'refutes', reason: 'does not decode to a token id and a secret, so it may be made up' }
  },
}
