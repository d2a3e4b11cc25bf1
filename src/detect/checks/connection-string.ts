import type { Check, Verdict } from './check.ts'
import { placeholderReason } from './placeholder.ts'
import { publicName } from './public-name.ts'
import { type Connection, readConnection } from './read-connection.ts'

/** Words that stand for a password in instructions. */
const STAND_IN =
  /^(?:(?:my|your|the|some|db|user|root|auth|database|mysecret)?[-_]?(?:p[a@]ss(?:w[o0]rd)?|passwd|passwort|pwd|pswd|psw|pw|secret)|foo|bar|baz|qux|foobar|x+|user|username|credentials)$/i
/** Users that software is installed with, under the same password. */
const DEFAULT_USER =
  /^(?:admin|elastic|ftp|guest|minio|minioadmin|mongo|mysql|neo4j|oracle|postgres|rabbitmq|redis|root|sa|system|test)$/i
const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal)$/i
/** RFC 2606 and RFC 6761. */
const RESERVED_HOST = /(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid)$/i
const USER = /^[\w.@+-]{1,60}$/

/**
 * URLs and lists of pairs with a password in them: rejects stand-ins and passwords that equal the user, doubts defaults
 * and reserved hosts, tells of others scheme, user and host. Of a password alone it has nothing to say.
 */
export const connectionString: Check = {
  verify(secret) {
    const connection = readConnection(secret)
    if (connection === null) return null
    return doubt(connection) ?? { outcome: 'informs', reason: describe(connection) }
  },
}

function doubt({ user, password, host }: Connection): Verdict | null {
  const placeholder = placeholderReason(password, '')
  if (placeholder !== null) return { outcome: 'rejects', reason: `password ${placeholder}` }
  if (STAND_IN.test(password)) return { outcome: 'rejects', reason: 'password is a word that stands for one' }
  if (user.toLowerCase() === 'anonymous') return { outcome: 'rejects', reason: 'the user is anonymous' }
  if (user.toLowerCase() === password.toLowerCase()) {
    if (!DEFAULT_USER.test(user)) return { outcome: 'rejects', reason: 'password equals the user' }
    if (LOCAL_HOST.test(host)) return { outcome: 'rejects', reason: 'default of a server on the machine itself' }
    return { outcome: 'refutes', reason: 'user and password are a well-known default' }
  }
  return RESERVED_HOST.test(host) ? { outcome: 'refutes', reason: 'host is reserved for examples' } : null
}

function describe({ scheme, user, host }: Connection): string {
  const place = LOCAL_HOST.test(host) ? 'the machine itself' : publicName(host)
  return [
    scheme === '' ? 'connection' : `${scheme} connection`,
    USER.test(user) ? ` of user ${user}` : '',
    place === null ? '' : ` to ${place}`,
  ].join('')
}
