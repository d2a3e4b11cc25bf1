import { countDistinct } from '../detect/checks/contrived-pattern.ts'
import { placeholderReason } from '../detect/checks/placeholder.ts'
import { readConnection } from '../detect/checks/read-connection.ts'
import { shannonEntropy } from '../detect/generic/entropy.ts'
import { classifyKey, type KeyClass } from '../detect/generic/key-class.ts'
import { isWordLike, wordShare, wordsOf } from '../detect/generic/reads-as-words.ts'
import { saysStandIn } from '../detect/generic/stand-in.ts'
import { shapeOf } from '../detect/generic/value-shape.ts'
import { SHORTEST } from './known-matcher.ts'

/** Longer values are documents; a part of them that is secret is sought by itself. */
const LONGEST = 64 * 1024
const FEWEST_DISTINCT = 5
/** From this length on a value that is made of words may be a passphrase. */
const PASSPHRASE = 16
/** What a value under a name that promises nothing must be like to be taken for a secret. */
const RANDOM_LENGTH = 20
const RANDOM_ENTROPY = 3.6

/** Names whose values frameworks put into what browsers get. */
const PUBLIC_NAME = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY|EXPO_PUBLIC|STORYBOOK|NG_APP)_/
/** Encrypted values and references to a store: where the secret is, not what it is. */
const REFERENCE =
  /^(?:encrypted:|ENC\[|(?:azure-kv|aws-sm|op|bw|vault|gcp-sm|keyvault|ref|secretref):\/\/|arn:|\$\{?[A-Z_])/
const KEY_BLOCK = /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----/
const PUBLIC_BLOCK = /-----BEGIN (?!(?:[A-Z]+ )*PRIVATE)/

const SECRET_CLASSES: ReadonlySet<KeyClass> = new Set([
  'password',
  'secret',
  'secret-key',
  'token',
  'auth',
  'key',
  'proof',
  'scheme',
])

/** True where finding this value anywhere but where it is held would be a leak, and not a word that many texts use. */
export function isWorthSeeking(key: string, value: string): boolean {
  if (Buffer.byteLength(value) < SHORTEST || value.length > LONGEST || PUBLIC_NAME.test(key)) return false
  if (REFERENCE.test(value) || PUBLIC_BLOCK.test(value)) return false
  if (KEY_BLOCK.test(value)) return true
  const connection = readConnection(value)
  if (connection !== null) return isRealPassword(connection.password)
  if (isStandIn(value)) return false
  return isSecretName(key) ? isSecretValue(key, value) : looksRandom(key, value)
}

function isRealPassword(password: string): boolean {
  return password.length >= SHORTEST && !isStandIn(password) && isSecretValue('password', password)
}

function isStandIn(value: string): boolean {
  return placeholderReason(value, '') !== null || saysStandIn(value) || countDistinct(value) < FEWEST_DISTINCT
}

/** True for a name that says that its value is secret: `DB_PASSWORD`, not `TOKEN_URL` or `KEY_ID`. */
export function isSecretName(key: string): boolean {
  const { class: kind, head } = classifyKey(key)
  return SECRET_CLASSES.has(kind) && head !== 'id' && head !== 'about'
}

/** Under a secret's name: anything but what is evidently an address, a number of a version, or a plain word. */
function isSecretValue(key: string, value: string): boolean {
  switch (shapeOf(value)) {
    case 'url':
    case 'email':
    case 'version':
    case 'template':
      return false
    case 'digits':
      return value.length >= 12
    case 'path':
      return !/^(?:\.{0,2}|~)\/|^[A-Za-z]:\\/.test(value) && wordShare(value) < 0.6
    case 'lower':
    case 'upper':
    case 'letters':
      return value.length >= 12 && !wordsOf(value).every(isWordLike)
    default:
      return wordShare(value) < 0.7 || value.length >= PASSPHRASE || classifyKey(key).class === 'password'
  }
}

/** Under any other name: only what nobody would write by hand. */
function looksRandom(key: string, value: string): boolean {
  const { class: kind, head } = classifyKey(key)
  if (kind === 'public' || kind === 'cursor' || head === 'id' || value.length < RANDOM_LENGTH) return false
  if (!/[a-zA-Z]/.test(value) || !/\d/.test(value) || !/^[\w+/=.~-]+$/.test(value)) return false
  switch (shapeOf(value)) {
    case 'mixed':
    case 'lower-digits':
    case 'upper-digits':
    case 'name':
    case 'base64':
    case 'signs':
      return shannonEntropy(value) >= RANDOM_ENTROPY && wordShare(value) < 0.4
    default:
      return false
  }
}
