import type { Check, Verdict } from './check.ts'
import { dateOf } from './date-of.ts'
import { decodeJsonObject, type JsonObject } from './json-object.ts'
import { publicName } from './public-name.ts'

const ALGORITHM = /^[A-Za-z0-9+-]{1,20}$/

/**
 * JSON Web Tokens: rejects what has no readable header or no signature, published samples, and keys that are public by
 * design; says of others who issued them and until when. That a signature is right cannot be told without the key.
 * https://www.rfc-editor.org/rfc/rfc7519
 */
export const jwt: Check = {
  verify(secret) {
    const [head = '', body = '', ...rest] = secret.split('.', 6)
    if (rest.length < 1) return null
    const header = decodeJsonObject(head)
    const algorithm = header?.['alg']
    if (typeof algorithm !== 'string') return reject('header is not that of a JSON Web Token')
    if (algorithm.toLowerCase() === 'none') return reject('token is not signed')
    if (rest.length === 3 && header?.['enc'] !== undefined)
      return { outcome: 'informs', reason: 'encrypted JSON Web Token' }
    const payload = decodeJsonObject(body)
    if (payload === null) return reject('payload is not that of a JSON Web Token')
    return harmless(payload) ?? { outcome: 'informs', reason: describe(payload, algorithm) }
  },
}

function reject(reason: string): Verdict {
  return { outcome: 'rejects', reason }
}

/** Payloads that everybody has: the default of jwt.io, the keys of a local Supabase, and Supabase keys made for browsers. */
function harmless(payload: JsonObject): Verdict | null {
  if (payload['sub'] === '1234567890' && payload['name'] === 'John Doe') return reject('published sample of jwt.io')
  if (payload['iss'] === 'supabase-demo') return reject('published sample of Supabase')
  const isSupabase = payload['iss'] === 'supabase'
  return isSupabase && payload['role'] === 'anon' ? reject('anonymous Supabase key, which is public by design') : null
}

function describe(payload: JsonObject, algorithm: string): string {
  const issuer = publicName(payload['iss'])
  const role = publicName(payload['role'])
  const expiry = dateOf(payload['exp'])
  return [
    issuer === null ? 'JSON Web Token' : `JSON Web Token of ${issuer}`,
    ALGORITHM.test(algorithm) ? algorithm : null,
    role === null ? null : `role ${role}`,
    expiry === null ? 'no expiry' : `expires ${expiry}`,
  ]
    .filter((part) => part !== null)
    .join(', ')
}
