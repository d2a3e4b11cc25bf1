import { wordsOf } from './reads-as-words.ts'
import { wordSet } from './word-set.ts'

/** What a name says that its value is. */
export type KeyClass =
  | 'password'
  | 'secret'
  | 'token'
  | 'secret-key'
  | 'key'
  | 'auth'
  | 'proof'
  | 'cursor'
  | 'public'
  | 'scheme'
  | 'other'

/** What the last word of a name says of it: the thing itself, its name or place, or something else about it. */
export type KeyHead = 'itself' | 'id' | 'about' | 'else'

/** Each class with what its names hold and, for the long ones, a word without which they cannot. */
const CLASSES: readonly (readonly [KeyClass, RegExp, needs?: string])[] = [
  ['scheme', /^authorization (?:basic|bearer)$/, 'authorization '],
  [
    'cursor',
    /(?:next|prev|previous|page|pagination|continuation|client|request|idempotency|change|lifecycle|action|sync|cursor|cancel|cancellation|max|lexer|parser|syntax|design) (?:\w+ )?tokens?\b/,
    'token',
  ],
  [
    'public',
    /\bpub(?:lic)?(?: \w+)? ?keys?\b|fingerprint|certificate|\bcerts?\b|publishable|\bforeign|primary|partition|\bsort|cache ?key|site ?key|access ?key ?id\b|pass\w* hash|hash(?:ed)? pass/,
  ],
  ['proof', /nonce|signature|verifier|csrf|xsrf|\bsid\b|salt/],
  ['password', /pass(?!port|ive|ed\b|es\b|ing|age|enger)(?!.*(?:compass|bypass))|pwd|contrasena/],
  [
    'secret-key',
    /(?:api|access|secret|private|auth|encrypt(?:ion)?|sign(?:ing)?|consumer|licen[cs]e|integration|account|shared|master|client|app|deploy|webhook|n|x|server|service|session|storage|crypto|cipher|hmac|jwt|aes)[-_ ]?key\b/,
    'key',
  ],
  ['secret', /secret|seed\b|webhook/],
  ['token', /token/],
  ['auth', /auth|credential/],
  ['key', /key/],
]
const ABOUT = wordSet(
  'type types name names url urls uri uris path paths file files filename field fields label labels placeholder hint text title message msg error errors regex pattern format length len size min max limit count expiry expires expiration ttl age at date time timestamp version method algorithm alg scheme policy policies rule rules mode status state enabled required valid validator validation reset forgot strength input form page screen view button icon link endpoint service server host port domain issuer audience scope scopes provider manager factory handler helper builder store map list index column table attribute attributes prop property space header prefix suffix spec range ref reference description desc comment template class function callback event code press down up board usage hash hashes hashed digest arn region login user username email dialog modal tooltip param params parameter',
)
/** Words that open the name of a text which is shown to people. */
const CAPTION = wordSet(
  'label labels title titles text txt msg message error err tooltip hint placeholder forgot reset show hide confirm invalid missing enter change mandatory has is no get set validate check max min num',
)
const ITSELF = wordSet(
  'pass password passwd pwd passphrase passcode passwort contrasena secret secrets token tokens key keys credential credentials auth authorization value seed repeat confirmation confirm new old default root admin prod dev test base b nkey apikey verifier signature nonce sid salt',
)

const ENDINGS = ['password', 'passwd', 'pwd', 'secret', 'token', 'key', 'credential', 'credentials']

/** Sorts a name by its words: `dbPassword` is a password, `passwordField` says something about one. */
export function classifyKey(key: string): { readonly class: KeyClass; readonly head: KeyHead } {
  const words = wordsOf(key.replace(/([a-z])(?=[A-Z])/g, '$1 '))
  const joined = key.startsWith('authorization ') ? key.toLowerCase() : words.join(' ')
  const found = CLASSES.find(([, pattern, needs = '']) => joined.includes(needs) && pattern.test(joined))
  const isCaption = words.length > 1 && CAPTION.has(words[0] as string)
  return { class: found?.[0] ?? 'other', head: isCaption ? 'about' : headOf(words.at(-1) ?? '') }
}

function headOf(word: string): KeyHead {
  if (word === 'id' || word === 'ids' || word === 'uuid') return 'id'
  if (ABOUT.has(word)) return 'about'
  return ITSELF.has(word) || ENDINGS.some((ending) => word.endsWith(ending)) ? 'itself' : 'else'
}
