import { join } from 'node:path'
import { effectiveEntries } from '../../dotenv/effective-entries.ts'
import type { EnvEntry } from '../../dotenv/read-env.ts'
import { ScanError } from '../../model/errors.ts'
import { holdsSecret } from '../../policy/holds-secret.ts'
import { sensitivityOf } from '../../policy/sensitive-key.ts'
import type { RuleBook } from '../../secrets/check/rule-book.ts'
import type { SecretsDefinition } from '../../secrets/definition/define-secrets.ts'
import type { KeyDefinition, SecretKey } from '../../secrets/definition/key-definition.ts'
import { readText } from '../../secrets/resolve/read-text.ts'

/** Files that tell the keys of a project, the first one that is there counts. */
export const EXAMPLE_FILES = ['.env.example', '.env.sample', '.env.template'] as const

/** What a `.env.example` says. */
export interface ExampleFile {
  readonly name: string
  readonly definition: SecretsDefinition
  /** Secrets whose comment says nothing of their form. */
  readonly unruled: readonly string[]
  /** Line of each key. */
  readonly lines: ReadonlyMap<string, number>
  /** Values as they stand there, empty ones left out. */
  readonly values: ReadonlyMap<string, string>
}

/** The example file of a folder, null where there is none. @param folder absolute path */
export async function readExample(folder: string): Promise<ExampleFile | null> {
  for (const name of EXAMPLE_FILES) {
    const text = await readText(join(folder, name), name)
    if (text !== null) return parseExample(text, name)
  }
  return null
}

/** The error for a folder without an example file. */
export function noExample(folder: string): ScanError {
  return new ScanError('CONFIG_INVALID', `nothing tells which keys are needed: there is no .env.example in ${folder}`, {
    hint: 'write one, with a line KEY= for every secret and KEY=value for what anybody may see',
  })
}

/** Reads keys, defaults and comments. An empty value or a placeholder is a secret, any other value a default. */
export function parseExample(text: string, name: string): ExampleFile {
  const lines = text.split(/\r?\n/)
  const entries = effectiveEntries(text)
  const comments = new Map([...entries].map(([key, entry]) => [key, commentOn(entry, lines)]))
  const keys = [...entries].map(([key, entry]) => [key, defineKey(entry, comments.get(key) ?? '')] as const)
  return {
    name,
    definition: { keys: Object.fromEntries(keys), source: name },
    unruled: keys.flatMap(([key, its]) => (its.sensitive === false || RULE.test(comments.get(key) ?? '') ? [] : [key])),
    lines: new Map([...entries].map(([key, { line }]) => [key, line])),
    values: new Map([...entries].flatMap(([key, { value }]) => (value === '' ? [] : [[key, value]]))),
  }
}

/** The same with the rules that the names of its secrets tell, such as that of `ANTHROPIC_API_KEY`. */
export async function withNamedRules(example: ExampleFile, rules: Pick<RuleBook, 'namedBy'>): Promise<ExampleFile> {
  const named = await Promise.all(example.unruled.map(async (key) => [key, await rules.namedBy(key)] as const))
  const { keys, source } = example.definition
  const ruled = named
    .filter(([, ids]) => ids.length > 0)
    .map(([key, ids]): [string, KeyDefinition] => [key, { ...(keys[key] as SecretKey), rule: ids }])
  return { ...example, definition: { source, keys: { ...keys, ...Object.fromEntries(ruled) } } }
}

const RULE = /\brule:\s*([a-z0-9]+(?:-[a-z0-9]+)*)/
const URL_IN_TEXT = /https?:\/\/[^\s)>\]"']+[^\s)>\]"'.,;]/
const OPTIONAL = /(?:^|[^\w-])optional\b/i
const NOT_OPTIONAL = /\bnot optional\b/i
const PUBLIC = /(?:^|[^\w-])@public\b/i
/** Says that somebody is to write something else there. */
const TO_FILL_IN =
  /^(?:<.*>|x{3,}|\*{3,}|\.{3}|…)$|(?:^|[^a-z])(?:your|change[-_ ]?me|replace[-_ ]?me|placeholder|todo|fill[-_ ]?in|insert)(?:$|[^a-z])/i

function defineKey({ key, value }: EnvEntry, comment: string): KeyDefinition {
  const named = RULE.exec(comment)?.[1]
  const rule = named === 'none' ? undefined : named
  const url = URL_IN_TEXT.exec(comment)?.[0]
  const description = proseOf(comment)
  const shared = {
    required: !OPTIONAL.test(comment) || NOT_OPTIONAL.test(comment),
    ...(url !== undefined && { url }),
    ...(description !== '' && { description }),
  }
  if (named === undefined && isPublic(key, value, comment)) {
    return { ...shared, sensitive: false, ...(value !== '' && !TO_FILL_IN.test(value) && { default: value }) }
  }
  return { ...shared, ...(rule !== undefined && { rule }) }
}

function isPublic(key: string, value: string, comment: string): boolean {
  if (PUBLIC.test(comment)) return true
  if (value === '' || TO_FILL_IN.test(value) || hasCredentials(value)) return false
  return sensitivityOf(key) !== 'secret' && !holdsSecret({ key, value })
}

/** `postgres://user:pass@host` is no default, whatever its name. */
function hasCredentials(value: string): boolean {
  return /^[a-z][\w+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i.test(value)
}

/** The comment behind the value and the lines of comment right above the key. */
function commentOn(entry: EnvEntry, lines: readonly string[]): string {
  const above: string[] = []
  for (let at = entry.line - 2; at >= 0; at--) {
    const comment = /^\s*#+(.*)$/.exec(lines[at] ?? '')?.[1]
    if (comment === undefined) break
    if (!isHeading(comment) && !/^\s*[A-Z_][A-Z0-9_]*=/.test(comment)) above.unshift(comment)
  }
  return [...above, entry.comment]
    .map((part) => part.trim())
    .filter(Boolean)
    .join(' ')
}

/** `# --- Optional services ---` is about more than the next key. */
function isHeading(comment: string): boolean {
  return /[-=#*_]{3,}/.test(comment)
}

/** What is left for people when the parts for this program are taken out. */
function proseOf(comment: string): string {
  const words = comment
    .replace(RULE, '')
    .replace(URL_IN_TEXT, '')
    .replace(PUBLIC, '')
    .replace(/\(\s*optional\s*\)/i, '')
  return words
    .replace(/\s+/g, ' ')
    .replace(/^optional\b/i, '')
    .replace(/^[\s,;:.–-]+|[\s,;:–-]+\.?$/g, '')
}
