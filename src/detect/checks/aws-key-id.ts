import { decodeBase32 } from './base32.ts'
import type { Check } from './check.ts'

const FORM = /^(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])([A-Z0-9]{16})$/
const NEW_KIND = 2 ** 47
const LAST_ACCOUNT = 999_999_999_999

/**
 * AWS access key ids: tells the account that the 40 bits behind a leading 1 of the decoded body number. Keys of the old
 * kind have a 0 there and do not tell theirs.
 * https://labs.withsecure.com/publications/a-bitwise-analysis-of-aws-access-key-identifiers.html
 */
export const awsKeyId: Check = {
  verify(secret) {
    const body = FORM.exec(secret)?.[1]
    if (body === undefined) return null
    if (secret.endsWith('EXAMPLE')) return { outcome: 'rejects', reason: 'published sample of AWS' }
    const bytes = decodeBase32(body)
    if (bytes === null) return { outcome: 'informs', reason: 'not verifiable, has digits that AWS does not issue' }
    // the flag, 40 bits of account, 7 bits of something else
    const first = bytes.readUIntBE(0, 6)
    if (first < NEW_KIND) return null
    const account = Math.floor((first - NEW_KIND) / 2 ** 7)
    if (account > LAST_ACCOUNT) return { outcome: 'informs', reason: 'not verifiable, names no possible AWS account' }
    return { outcome: 'informs', reason: `belongs to AWS account ${String(account).padStart(12, '0')}` }
  },
}
