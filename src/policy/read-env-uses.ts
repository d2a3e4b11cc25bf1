import type { EnvUse } from './policy-facts.ts'

/** A way in which a language asks for a variable. `key` is its name; what follows the match may be a default. */
interface Idiom {
  readonly pattern: RegExp
  /** The default stands as a further argument of the call, not behind an operator. */
  readonly isCall: boolean
}

const NAME = '(?<key>[A-Za-z_]\\w{0,99})'
const UPPER = '(?<key>[A-Z][A-Z\\d_]{1,99})'
const quoted = (name: string) => `(?<quote>["'\`])${name}\\k<quote>`

function idiom(pattern: string, form: 'call' | 'value'): Idiom {
  return { pattern: new RegExp(pattern, 'g'), isCall: form === 'call' }
}

const SCRIPT: readonly Idiom[] = [
  idiom(`\\b(?:process|Bun|import\\.meta)\\.env(?:\\?)?\\.${NAME}\\b(?!\\s*\\()`, 'value'),
  idiom(`\\b(?:process|Bun|import\\.meta)\\.env(?:\\?\\.)?\\[\\s*${quoted(NAME)}\\s*\\]`, 'value'),
  idiom(`\\bDeno\\.env\\.get\\(\\s*${quoted(NAME)}\\s*(?=\\))`, 'value'),
]
const PYTHON: readonly Idiom[] = [
  idiom(`\\benviron\\[\\s*${quoted(NAME)}\\s*\\]`, 'value'),
  idiom(`\\b(?:environ\\.get|getenv)\\(\\s*${quoted(NAME)}`, 'call'),
  idiom(`\\b(?:env|env\\.\\w{2,20}|config)\\(\\s*${quoted(UPPER)}`, 'call'),
]
const RUBY: readonly Idiom[] = [
  idiom(`\\bENV\\[\\s*${quoted(NAME)}\\s*\\]`, 'value'),
  idiom(`\\bENV\\.fetch\\(\\s*${quoted(NAME)}`, 'call'),
]
const PHP: readonly Idiom[] = [
  idiom(`\\b(?:getenv|env)\\(\\s*${quoted(UPPER)}`, 'call'),
  idiom(`\\$_ENV\\[\\s*${quoted(NAME)}\\s*\\]`, 'value'),
]
const GO: readonly Idiom[] = [idiom(`\\bos\\.(?:Getenv|LookupEnv)\\(\\s*${quoted(NAME)}`, 'call')]
const JVM: readonly Idiom[] = [idiom(`\\bSystem\\.getenv\\(\\s*${quoted(NAME)}`, 'call')]
const DOTNET: readonly Idiom[] = [idiom(`\\bGetEnvironmentVariable\\(\\s*${quoted(NAME)}\\s*\\)`, 'value')]
const RUST: readonly Idiom[] = [
  idiom(`\\benv::var(?:_os)?\\(\\s*${quoted(NAME)}`, 'call'),
  idiom(`\\benv!\\(\\s*${quoted(NAME)}`, 'call'),
]

const IDIOMS: Readonly<Record<string, readonly Idiom[]>> = {
  ...Object.fromEntries(
    ['js', 'jsx', 'mjs', 'cjs', 'ts', 'tsx', 'mts', 'cts', 'vue', 'svelte', 'astro'].map((ending) => [ending, SCRIPT]),
  ),
  py: PYTHON,
  rb: RUBY,
  php: PHP,
  go: GO,
  java: JVM,
  kt: JVM,
  scala: JVM,
  cs: DOTNET,
  rs: RUST,
}

/** One of these stands in every file that asks for a variable. */
const TELLING = /env(?:iron|\b|!|::)|getenv|Getenv|LookupEnv|GetEnvironmentVariable|ENV\b|config\(/

/** `?? 'text'`, `|| "text"`, `?: 'text'`, ` or 'text'` */
const OPERATOR = /^\s*(?:\?\?|\|\||\?:|or\b)\s*(?:(?<quote>["'`])(?<text>(?:(?!\k<quote>)[^\\\n]){0,500})\k<quote>)?/
/** `, 'text'`, `, default='text'` */
const ARGUMENT =
  /^\s*,\s*(?:(?:default|fallback)\s*=\s*)?(?:(?<quote>["'`])(?<text>(?:(?!\k<quote>)[^\\\n]){0,500})\k<quote>)?/
/** The variable is set, not asked for. */
const ASSIGNED = /^\s*(?:=(?!=)|\?\?=|\|\|=)/

/** True for a file of a language whose way to ask for variables is known. */
export function mayUseEnv(path: string): boolean {
  return idiomsOf(path) !== undefined
}

/** The places where code asks for variables of the environment by name, in the order of their lines. */
export function readEnvUses(path: string, text: string): readonly EnvUse[] {
  const idioms = idiomsOf(path)
  if (idioms === undefined || !TELLING.test(text)) return []
  const found = idioms.flatMap((one) => [...text.matchAll(one.pattern)].map((match) => ({ one, match })))
  const uses = found.flatMap(({ one, match }) => {
    const key = match.groups?.['key'] ?? ''
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 600)
    if (isCommentedOut(text, match.index) || ASSIGNED.test(after)) return []
    return [{ key, path, at: match.index, ...defaultOf(after, one) }]
  })
  return withLines(text, [...uses, ...destructured(path, text, idioms)])
}

type Found = Omit<EnvUse, 'line'> & { readonly at: number }

function idiomsOf(path: string): readonly Idiom[] | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1)
  return Object.hasOwn(IDIOMS, ending) ? IDIOMS[ending] : undefined
}

function defaultOf(after: string, { isCall }: Idiom): Pick<EnvUse, 'fallback' | 'isOptional'> {
  const found = isCall ? (ARGUMENT.exec(after) ?? OPERATOR.exec(behindCall(after))) : OPERATOR.exec(behindCall(after))
  return { fallback: found?.groups?.['text'] ?? null, isOptional: found !== null }
}

/** `getenv("A") or "b"`: the operator stands behind the bracket. */
function behindCall(after: string): string {
  return after.replace(/^\s*\)/, '')
}

// const { A, B: b = 'x' } = process.env
function destructured(path: string, text: string, idioms: readonly Idiom[]): readonly Found[] {
  if (idioms !== SCRIPT) return []
  const found: Found[] = []
  for (const match of text.matchAll(/\{([^{}]{1,2000})\}\s*=\s*(?:process|import\.meta)\.env\b(?![.?[])/g)) {
    for (const part of (match[1] ?? '').matchAll(
      /(?:^|,)\s*(?<key>[A-Za-z_]\w*)\s*(?::\s*\w+\s*)?(?<default>=\s*(?:(?<quote>["'`])(?<text>[^"'`\n]*)\k<quote>)?)?/g,
    )) {
      const { key = '', text: fallback = null, default: other } = part.groups ?? {}
      const at = match.index + 1 + part.index + part[0].indexOf(key)
      found.push({ key, path, at, fallback, isOptional: other !== undefined })
    }
  }
  return found
}

/** Only the nearest characters are looked at: a line may be the whole file. */
function isCommentedOut(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 200), at)
  const start = before.lastIndexOf('\n')
  return (start >= 0 || at <= 200) && /^\s*(?:\/\/|#|\*)/.test(before.slice(start + 1))
}

function withLines(text: string, found: readonly Found[]): readonly EnvUse[] {
  let line = 1
  let lineFeed = text.indexOf('\n')
  return found
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, ...use }) => {
      for (; lineFeed >= 0 && lineFeed < at; lineFeed = text.indexOf('\n', lineFeed + 1)) line++
      return { ...use, line }
    })
}
