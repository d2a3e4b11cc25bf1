import type { Check, Verdict } from './check.ts'
import { privateKey } from './private-key.ts'

/** A field of JSON, which may itself stand in a string, its quotes escaped. */
const PRIVATE_KEY = /\\*"private_key\\*"\s{0,20}:\s{0,20}\\*"([^"]{0,8000})"/
const EMAIL = /\\*"client_email\\*"\s{0,20}:\s{0,20}\\*"([\w.+-]{1,100}@[\w.-]{1,100}\.gserviceaccount\.com)\\*"/

/** Key files of Google service accounts: rejects those without key material, tells of others the account. */
export const gcpServiceAccount: Check = {
  verify(secret) {
    const key = PRIVATE_KEY.exec(secret)?.[1]
    if (key === undefined) {
      return secret.includes('PRIVATE KEY') ? privateKey.verify(secret) : reject('holds no private key')
    }
    const verdict = privateKey.verify(key)
    if (verdict?.outcome === 'rejects') return verdict
    const account = EMAIL.exec(secret)?.[1]
    return account === undefined ? verdict : { outcome: 'informs', reason: `belongs to service account ${account}` }
  },
}

function reject(reason: string): Verdict {
  return { outcome: 'rejects', reason }
}
