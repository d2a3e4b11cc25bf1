/** Any of these words in a value says that it is to be replaced. */
const TELLING = words(`your yours change changeme changeit changethis replace replaceme replacethis example placeholder
  dummy fake sample mock insert todo fixme tbd redacted here enter generate fill removed omitted`)

/** A value of nothing but these describes itself: `my-super-secret-key`, `password`. */
const PLAIN = words(`a an the my our some any super very long random secure strong secret secrets key keys api token
  tokens password passwd pass passphrase pwd value string text jwt session cookie auth access refresh client private
  public app db database dev development local localhost test testing admin administrator root user username guest
  postgres postgresql mysql mariadb mongo redis rabbitmq default none null nil undefined unset empty true false yes no on
  off optional required foo bar baz qux abc`)

/** `<token>`, `${TOKEN}`, `$TOKEN`, `{{ token }}`, `[token]`, `%TOKEN%`, `__TOKEN__` */
const FRAMED = /^(?:<.*>|\$\{.*\}|\$\(.*\)|\$\w+|\{.*\}|\[.*\]|%.*%|__.*__)$/s

/** Encrypted values, references to a store, calls and paths: where a value is, not what it is. */
const REFERENCE = /^(?:encrypted:|ENC\[|[a-z][a-z\d+.-]*:\/\/(?![^/\s]*:[^/\s]*@)|[a-zA-Z]\w*\(.*\)$|(?:\.{0,2}|~)\/)/s

/** One filler character over and over, with separators: `xxxx-xxxx`, `********`, `...` */
const FILLER = /^(?:[x.*•·_\s-]+|(.)\1*)$/i

/** Longest word that is taken apart; what follows costs the square of it. */
const MAX_RUN = 40

/** True where a value stands for one that somebody is to fill in, or tells where the real one is. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim()
  if (text === '' || /^\d{1,8}$/.test(text)) return true
  if (FILLER.test(text) || FRAMED.test(text) || REFERENCE.test(text)) return true
  const parts = text.toLowerCase().match(/[a-z]+/g) ?? []
  if (parts.some((part) => TELLING.has(part) || /^x{3,}$/.test(part))) return true
  return !/\d{5}/.test(text) && parts.every((part) => isRunOfPlain(part))
}

/** `secret`, `mysecretkey`: plain words, with or without a space between them. */
function isRunOfPlain(part: string): boolean {
  if (part.length > MAX_RUN) return false
  // starts of words, from the left: each plain word that begins at one makes its end another
  const starts = [0]
  for (const start of starts) {
    for (let end = start + 1; end <= part.length; end++) {
      if (!starts.includes(end) && PLAIN.has(part.slice(start, end))) starts.push(end)
    }
  }
  return starts.includes(part.length)
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}
