import type { Check } from './check.ts'
import { decodeJsonObject } from './json-object.ts'
import { publicName } from './public-name.ts'

const FORM = /^sntrys_([A-Za-z0-9+/=_-]{10,2000})_[A-Za-z0-9+/]{43}$/

/** Sentry organisation tokens, `sntrys_JSON_SECRET`: base64 of a JSON object that tells organisation and time of issue. */
export const sentryJson: Check = {
  verify(secret) {
    const body = FORM.exec(secret)?.[1]
    if (body === undefined) return null
    const fields = decodeJsonObject(body)
    if (fields?.['iat'] === undefined) {
      return { outcome: 'refutes', reason: 'does not decode to a Sentry token, so it may be cut off or made up' }
    }
    const organisation = publicName(fields['org'])
    return {
      outcome: 'informs',
      reason: organisation === null ? 'decodes to a Sentry token' : `belongs to Sentry organisation ${organisation}`,
    }
  },
}
