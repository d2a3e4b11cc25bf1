import type { Check, Verdict } from './check.ts'
import { placeholderReason } from './placeholder.ts'

const STAND_IN =
  /^(?:(?:my|your|the|some|user)?[-_ ]?(?:password|passwd|passphrase|pass|pwd|secret|token)|foo|bar|baz|qux|foobar|x+|\*+|user(?:name)?)$/i
/** RFC 7617 leaves the characters of both to the server; of a name no more is shown than a mail address needs. */
const USER = /^[\w.@+-]{1,60}$/
const NO_PAIR = 'is not the base64 of a user and a password'
const PRINTABLE = /^[ -~\u00a0-\uffff]+$/

/**
 * User and password joined by a colon, in base64: leaves what is none to the generic rules, which ask whether it looks
 * random, rejects what stands for one, tells of others the user.
 * https://www.rfc-editor.org/rfc/rfc7617
 */
export const basicAuth: Check = {
  verify(secret) {
    if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(secret)) return null
    const text = Buffer.from(secret, 'base64').toString('utf8')
    const colon = text.indexOf(':')
    if (colon < 0 || !PRINTABLE.test(text)) return { outcome: 'yields', reason: NO_PAIR }
    return verdictOn(text.slice(0, colon), text.slice(colon + 1))
  },
}

function verdictOn(user: string, password: string): Verdict {
  if (password === '') return reject('password is empty')
  if (STAND_IN.test(password)) return reject('password is a word that stands for one')
  const placeholder = placeholderReason(password, '')
  if (placeholder !== null) return reject(`password ${placeholder}`)
  if (user.toLowerCase() === password.toLowerCase()) return reject('password equals the user')
  return { outcome: 'informs', reason: USER.test(user) ? `password of user ${user}` : 'user and password' }
}

function reject(reason: string): Verdict {
  return { outcome: 'rejects', reason }
}
