/** The rest of a name behind the context word, as far as `["apiKey"]`, with what closes it: `"`, `\"`, `']`. */
const NAME = String.raw`[\w.\-]{0,40}(?:\[\\?["'][\w.\-]{1,40})?[\\"'\]]{0,4}`
const BLANKS = String.raw`[ \t]{0,30}`
/** `key: string = …` */
const TYPE = String.raw`(?:[ :&]{1,3}[sS]tr(?:ing)?\b)?`
/** Signs that bring a value: `=`, `:`, `:=`, `=>`, `,`, `(`, `>`, `||`, `??`, `:-`, `?=`, `!==`, `<-`, `: >-`. */
const SIGN = String.raw`[=:>,(|?!<][=>|?\-]{0,2}(?: [>|]-?(?=\n))?`
/** Where only a blank parts name and value: `#define ACME_KEY "…"`, `--acme-key …`, `ENV ACME_KEY …`. */
const GAP = String.raw`[ \t](?:(?=[ \t]{0,8}["'])|(?<=(?:[ \t"']--?[\w\-]{1,60}|ENV \w{1,60})[ \t]))`
/** From an outer name into its block or on to its neighbour: `acme: { key: …`, `name="acme" value="…"`. */
const STEP = String.raw`[\s,;:=>{(\[]{1,40}\\{0,2}["']?`
const INNER_NAMES = ['value', 'default', 'key', 'token', 'secret', 'pass', 'auth', 'cred']
/** Brackets, a list's hyphen, quotes and a scheme that may open the value: `["…"]`, `b'…'`, `"Bearer …"`. */
const OPENING = String.raw`[\s\[({]{0,40}(?:- )?(?:[a-zA-Z@$]{0,2}\\{0,3}["'${'`'}]{1,3})?(?:(?:[bB]earer|[bB]asic|[tT]oken|(?:[aA]pi-?)?[kK]ey) )?`

/**
 * Regular expression source for what stands before a value whose name holds one of `words` and behind it, where `keys`
 * are given, one of those; from the word to the value's first character. Letter case does not count, and the word
 * begins where a word begins: `ACME_KEY`, `myAcmeKey`, not `placmekey`.
 */
export function contextLeadIn(words: readonly string[], keys: readonly string[]): string {
  const word = `(?:${words.map(atWordStart).join('|')})`
  const direct = `(?:${TYPE}${BLANKS}${SIGN}|${GAP})`
  if (keys.length === 0) return `${word}${NAME}(?:${direct}|${innerName(INNER_NAMES)})${OPENING}`
  const nameWithKey = `(?=[\\w.\\-"'\\[\\\\]{0,40}${anyOf(keys)})${NAME}`
  return `${word}(?:${nameWithKey}(?:${direct}|${innerName(INNER_NAMES)})|${NAME}${innerName(keys)})${OPENING}`
}

/** A second name, which holds one of the words, with its sign: `"apiKey":`, `API key:`. */
function innerName(words: readonly string[]): string {
  return String.raw`${STEP}(?=\w)(?=[\w.\- ]{0,30}${anyOf(words)})\w[\w.\- ]{0,40}[\\"'\]]{0,4}[ \t]{0,5}(?:[=:]>?|:=|>)`
}

/** The word behind no letter, behind `\n`, or with a capital behind a small letter; the letters first, which is fastest. */
function atWordStart(word: string): string {
  const letters = [...word].map(anyCase).join('')
  const capital = (word[0] ?? '').toUpperCase()
  const camel = /[A-Z]/.test(capital) ? `|[a-z](?=${capital})` : ''
  return String.raw`${letters}(?<=(?:(?<![A-Za-z])|\\[nrt]${camel})${letters})`
}

function anyOf(words: readonly string[]): string {
  return `(?:${words.map((word) => [...word].map(anyCase).join('')).join('|')})`
}

/** `k` → `[kK]`; what joins two words may be any joint or none. */
function anyCase(char: string): string {
  if (/[a-z]/.test(char)) return `[${char}${char.toUpperCase()}]`
  return /[0-9]/.test(char) ? char : String.raw`[ ._\-]?`
}
