/** What the name of a variable says of its value: a secret, one of many things called a key, or nothing of the kind. */
export type Sensitivity = 'secret' | 'perhaps' | 'none'

const SECRET_WORDS = words(`password passwd passphrase pass pwd secret secrets token apikey credential credentials
  creds dsn`)

/** Cache keys and token limits bear these too. */
const PERHAPS_WORDS = words('key keys tokens')

/** Last words that make the key a setting of a secret, not the secret: `TOKEN_URL`, `PASSWORD_MIN_LENGTH`. */
const SETTING_WORDS = words(`url uri path file dir name id ids length size count limit ttl expiry expires expiration
  enabled disabled type algorithm algo header prefix suffix region version host port email user username issuer audience
  endpoint timeout format alias arn days hours minutes minute seconds second rotation policy field provider`)

/** What makes a key one that browsers may see: `STRIPE_PUBLISHABLE_KEY`. */
const PUBLIC_WORDS = words('public publishable anon site')

/** What the name of a variable says of its value. */
export function sensitivityOf(key: string): Sensitivity {
  const parts = partsOf(key)
  if (SETTING_WORDS.has(parts.at(-1) ?? '')) return 'none'
  if (parts.some((part) => SECRET_WORDS.has(part))) return 'secret'
  const isPublic = parts.some((part) => PUBLIC_WORDS.has(part))
  return !isPublic && parts.some((part) => PERHAPS_WORDS.has(part)) ? 'perhaps' : 'none'
}

/** `dbPassword`, `DB_PASSWORD`, `db.password1` → `db`, `password` */
function partsOf(key: string): readonly string[] {
  const spaced = key.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase()
  return spaced.match(/[a-z]+/g) ?? []
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}
