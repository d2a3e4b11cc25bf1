/** Names of the forms in which a known value is found, as findings tell them. */
export type FormName =
  | 'plain'
  | 'URL-encoded'
  | 'JSON-escaped'
  | 'shell-quoted'
  | 'HTML-escaped'
  | 'quoted'
  | 'base64'
  | 'base64url'
  | 'hex'
  | 'UTF-16'

/** One way to write a text within another. `spell` goes character by character: what stands before does not matter. */
export interface Spelling {
  readonly form: FormName
  readonly spell: (text: string) => string
}

const asIs = (text: string) => text

/** A text that is written in one way only. */
export function spelledAs(form: FormName): readonly Spelling[] {
  return [{ form, spell: asIs }]
}

/** What encodeURIComponent leaves, what RFC 3986 leaves, what Python's `quote` leaves, what forms leave (`+` for a space). */
const URL_ESCAPED = [/[^A-Za-z0-9_.!~*'()-]/gu, /[^A-Za-z0-9_.~-]/gu, /[^A-Za-z0-9_.~/-]/gu, /[^A-Za-z0-9_.*-]/gu]
const JSON_ESCAPED = /["\\\u0000-\u001f]/g
/** What Go's encoding/json escapes beside that, and PHP's. */
const JSON_FOR_HTML = /["\\\u0000-\u001f<>&\u2028\u2029]/g
const JSON_ASCII = /["\\\u0000-\u001f\u007f-\uffff]/g
const JSON_ASCII_SLASH = /["\\/\u0000-\u001f\u007f-\uffff]/g
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}
const HTML_NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Ways to write a text within a URL, a string of a program, a shell command, a page. The first is the text itself. */
export const TEXT_SPELLINGS: readonly Spelling[] = [
  ...spelledAs('plain'),
  ...URL_ESCAPED.flatMap((escaped) => [percent(escaped, 'upper', '%20'), percent(escaped, 'lower', '%20')]),
  percent(/[^A-Za-z0-9_.*-]/gu, 'upper', '+'),
  json(JSON_ESCAPED),
  json(JSON_FOR_HTML),
  json(JSON_ASCII),
  json(JSON_ASCII_SLASH),
  { form: 'JSON-escaped', spell: (text) => escapeJson(escapeJson(text, JSON_ESCAPED), JSON_ESCAPED) },
  { form: 'JSON-escaped', spell: (text) => escapeJson(text, JSON_ESCAPED).replaceAll("'", "\\'") },
  shell((text) => text.replaceAll("'", "'\\''")),
  shell((text) => text.replaceAll("'", `'"'"'`)),
  shell((text) => text.replace(/["\\$`]/g, '\\$&')),
  shell((text) => text.replace(/["\\$`!]/g, '\\$&')),
  shell((text) => text.replace(/[^A-Za-z0-9_.,:=@%/+\n\u0080-\uffff-]/g, '\\$&')),
  shell((text) => text.replace(/['\\]/g, '\\$&')),
  html("'"),
  html('&#39;'),
  html('&#x27;'),
  html('&apos;'),
  { form: 'quoted', spell: (text) => text.replaceAll("'", "''") },
  { form: 'quoted', spell: (text) => text.replaceAll('"', '""') },
]

/** Standard base64, that for URLs and file names, and either within a URL or a JSON text. */
export const BASE64_SPELLINGS: readonly Spelling[] = [
  ...spelledAs('base64'),
  { form: 'base64url', spell: (text) => text.replaceAll('+', '-').replaceAll('/', '_') },
  { form: 'base64', spell: (text) => text.replaceAll('+', '%2B').replaceAll('/', '%2F') },
  { form: 'base64', spell: (text) => text.replaceAll('+', '%2b').replaceAll('/', '%2f') },
  { form: 'base64', spell: (text) => text.replaceAll('/', '\\/') },
  { form: 'base64', spell: (text) => text.replaceAll('+', '\\u002b') },
]

function percent(escaped: RegExp, letters: 'upper' | 'lower', space: string): Spelling {
  const hex = (char: string) => {
    const bytes = Buffer.from(char).toString('hex').replace(/../g, '%$&')
    return letters === 'upper' ? bytes.toUpperCase() : bytes
  }
  return { form: 'URL-encoded', spell: (text) => text.replace(escaped, (char) => (char === ' ' ? space : hex(char))) }
}

function json(escaped: RegExp): Spelling {
  return { form: 'JSON-escaped', spell: (text) => escapeJson(text, escaped) }
}

function escapeJson(text: string, escaped: RegExp): string {
  return text.replace(escaped, (char) => SHORT_ESCAPES[char] ?? unicodeEscape(char))
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function shell(spell: (text: string) => string): Spelling {
  return { form: 'shell-quoted', spell }
}

function html(apostrophe: string): Spelling {
  const entity = (char: string) => (char === "'" ? apostrophe : (HTML_NAMES[char] ?? char))
  return { form: 'HTML-escaped', spell: (text) => text.replace(/[&<>"']/g, entity) }
}
