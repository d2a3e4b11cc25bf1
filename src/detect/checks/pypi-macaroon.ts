import type { Check } from './check.ts'
import { readMacaroon } from './macaroon.ts'
import { sha256 } from './sha256.ts'

const FORM = /^pypi-([A-Za-z0-9_-]{16,2000})$/
const LOCATIONS = ['pypi.org', 'test.pypi.org']
/** End of the identifier, end of the caveats, a signature of 32 bytes. */
const TAIL = [0, 0, 6, 32]

/**
 * PyPI tokens: a macaroon in base64url. Its signature cannot be checked without PyPI's key, so that a whole one is no
 * proof; one that does not parse cannot be live. A mock is completed within the identifier, behind a whole group of four.
 */
export const pypiMacaroon: Required<Check> = {
  verify(secret) {
    const body = FORM.exec(secret)?.[1]
    if (body === undefined) return null
    const macaroon = readMacaroon(Buffer.from(body, 'base64url'))
    if (macaroon?.isWhole && LOCATIONS.includes(macaroon.location)) {
      return { outcome: 'informs', reason: `is a whole token of ${macaroon.location}` }
    }
    return { outcome: 'refutes', reason: 'is not a whole macaroon, so it may be cut off or made up' }
  },
  complete(before) {
    const body = FORM.exec(before)?.[1] ?? ''
    const bytes = Buffer.from(body, 'base64url')
    const missing = (readMacaroon(bytes)?.identifierEnd ?? 0) - bytes.length
    if (body.length % 4 !== 0 || missing < 0) return ''
    const signature = sha256(before)
    return Buffer.concat([signature.subarray(0, missing), Buffer.from(TAIL), signature]).toString('base64url')
  },
}
