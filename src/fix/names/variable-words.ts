/** Words that say that something is a secret, not whose. */
const PLAIN_WORDS = new Set(
  `key keys api apikey token tokens secret secrets password passwd pass passphrase pwd pw auth authorization bearer value
  val cred creds credential credentials access client private my the our a config conf cfg settings setting options opts
  option default defaults const let var self this env environment global globals data string str test temp tmp header
  headers param params arg args props state env process module exports app args user username login url uri dsn
  connection conn`.split(/\s+/),
)

/** `openaiApiKey`, `OPENAI_API_KEY`, `openai-api-key` → `openai`, `api`, `key` */
export function wordsOf(name: string): readonly string[] {
  const spaced = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
  return spaced.toLowerCase().match(/[a-z\d]+/g) ?? []
}

/** True where no word tells what the secret is for: `apiKey`, `config.token`. */
export function isPlain(words: readonly string[]): boolean {
  return words.every((word) => word.length < 2 || PLAIN_WORDS.has(word.replace(/\d+$/, '')))
}
