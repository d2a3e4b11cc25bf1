/** Words that say that something is a secret, not whose. */
const PLAIN_WORDS = new Set(
  `key keys api apikey token tokens secret secrets password passwd pass passphrase pwd pw auth authorization bearer value
  val cred creds credential credentials access client private my the our a config conf cfg settings setting options opts
  option default defaults const let var self this env environment global globals data string str test temp tmp header
  headers param params arg args props state env process module exports app args user username login url uri dsn
  connection conn`.split(/\s+/),
)

/** Names of services that are one word although they have a capital within. */
const BRANDS =
  /\b(open) (ai)\b|\b(git) (hub|lab)\b|\b(mongo|maria) (db)\b|\b(hugging) (face)\b|\b(send) (grid)\b|\b(pay) (pal)\b|\b(data) (dog)\b|\b(big) (query)\b/g

/** `openaiApiKey`, `OPENAI_API_KEY`, `openai-api-key` → `openai`, `api`, `key` */
export function wordsOf(name: string): readonly string[] {
  const spaced = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
  const words = spaced.toLowerCase().match(/[a-z\d]+/g) ?? []
  return words
    .join(' ')
    .replace(BRANDS, (brand) => brand.replace(' ', ''))
    .split(' ')
    .filter(Boolean)
}

/** True where no word tells what the secret is for: `apiKey`, `config.token`. */
export function isPlain(words: readonly string[]): boolean {
  return words.every((word) => word.length < 2 || PLAIN_WORDS.has(word.replace(/\d+$/, '')))
}
