import type { Candidate, Form } from './candidate.ts'
import { allowsBare, readBare } from './read-bare.ts'
import { type Literal, readQuoted } from './read-quoted.ts'
import type { Site } from './site.ts'

const QUOTE = String.raw`\\{0,3}["'\`]|&(?:quot|apos|#34|#39|#x27|#x22);|\xe2\x80[\x99\x9d]`
/** Closes the name's own quote or bracket: `"key"`, `config["key"]`, `(key)`. */
const CLOSING = String.raw`(?:${QUOTE})?[\])]{0,2}`
/** `: string =`, `?: &str =`: the declared type between a name and its value. */
const TYPED = String.raw`\??:[ \t]*[A-Za-z_&][\w<>[\]|?.&' \t]{0,40}?[ \t]=[ \t]`
const OPERATOR = new RegExp(
  String.raw`${CLOSING}[ \t]{0,20}(${TYPED}|:=|=>|[=!]={1,2}|[+?]=|\|\|=|\?\?=|=|:(?!:)|,|\(|>)[ \t]*`,
  'y',
)
/** Calls that only wrap a literal: `new Secret("…")`, `[]byte("…")`, `Buffer.from('…')`. */
const WRAPPER =
  /(?:new[ \t]+)?(?:[A-Z][\w.]{0,60}|\[\]byte|Buffer\.from|String::from|bytes|b64decode|base64\.\w{3,20})\(\s*/y
/** A lookup with a default behind it: `process.env.KEY || "…"`, `os.environ.get("KEY", "…")`. */
const LOOKUP =
  /(?:[\w.$[\]]{1,80}\(\s*\\?["'][\w.-]{1,64}\\?["']\s*,\s*|[\w.$]{1,80}(?:\[["'][\w.-]{1,64}["']\])?\s*(?:\|\||\?\?|\bor\b)\s*)(?=\\?["'`])/y
const LINE_BREAK = /\\?\r?\n[ \t]*/y
const BLOCK_SCALAR = /[|>][-+]?[ \t]*\r?\n[ \t]+/y

/** Before what is no name: the kind of a document, `application/x-keepass2`; a parameter of a badge, whose token is public. */
const NO_NAME = /\b(?:application|audio|font|image|model|multipart|text|video)\/$|\bbadge[\w.]{0,8}\?[^\s"']{0,20}$/i

/** Before a string that is what a function works on, and not a name: `hashPassword("…", salt)`, `hmac('…', text)`. */
const OPERAND = /(?:hash|crypt|verif|compar|sign|hmac|digest|passw)\w{0,16}\(["'`]$/i

/** The values that an operator or a call gives to the name: one, or those of a list. */
export function readAssigned(site: Site): readonly Candidate[] {
  OPERATOR.lastIndex = 0
  const operator = OPERATOR.exec(site.rest)
  if (operator === null || NO_NAME.test(site.before)) return []
  const sign = operator[1] as string
  if (sign === '>') return readElement(site, operator[0].length)
  const from = operator[0].length
  // behind a comma only a string is a name, and only a whole one: `set('token', '…')`, not `hash(password, 'utf8')`
  if (sign === ',' && !(/^["'`\\]/.test(operator[0]) && /["'`]$/.test(site.before))) return []
  if (sign === ',' && OPERAND.test(site.before)) return []
  // what stands behind the arrow is what a function gives: `(token) => 'x'`, `sign('secret') => 'x'`
  if (sign === '=>' && operator[0].includes(')')) return []
  const literals = readList(site.rest, from) ?? [readLiteral(site.rest, from)].filter((literal) => literal !== null)
  if (sign === ',' && literals.some((literal) => isListed(site, literal, from))) return []
  if (literals.length > 0) {
    const form: Form = sign === '(' || sign === ',' ? 'argument' : 'quoted'
    return literals.map((literal) => candidate(site, form, literal))
  }
  return sign === '(' || sign === ',' ? [] : readUnquoted(site, sign, from)
}

const KEY_BEHIND = /\s*:/y

/** True in a list, one string a line, and where the string behind the comma is itself a name: `"a",⏎"b",`, `"a", "b": …`. */
function isListed({ before, rest }: Site, { start, next }: Literal, from: number): boolean {
  KEY_BEHIND.lastIndex = next
  return KEY_BEHIND.test(rest) || (/^\s*["'`]$/.test(before) && rest.slice(from, start).includes('\n'))
}

function candidate({ key, keyEnd }: Site, form: Form, { value, start, end }: Literal): Candidate {
  return { form, key, value, start: keyEnd + start, end: keyEnd + end }
}

function readLiteral(rest: string, from: number): Literal | null {
  const start = skip(rest, from, LINE_BREAK)
  return readQuoted(rest, start) ?? readQuotedBehind(rest, start, WRAPPER) ?? readQuotedBehind(rest, start, LOOKUP)
}

function readQuotedBehind(rest: string, from: number, lead: RegExp): Literal | null {
  const start = skip(rest, from, lead)
  return start > from ? readQuoted(rest, start) : null
}

function skip(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from
  return from + (pattern.exec(text)?.[0].length ?? 0)
}

/** `["a", "b"]`, null where no list begins. */
function readList(rest: string, from: number): readonly Literal[] | null {
  if (rest[from] !== '[') return null
  const literals: Literal[] = []
  for (let at = from + 1; literals.length < 16; ) {
    const literal = readQuoted(rest, skip(rest, at, /\s*/y))
    if (literal === null) break
    literals.push(literal)
    at = skip(rest, literal.next, /\s*,/y)
    if (at === literal.next) break
  }
  return literals.length > 0 ? literals : null
}

function readUnquoted(site: Site, sign: string, from: number): readonly Candidate[] {
  const { rest, kind } = site
  if (!allowsBare(kind)) return readQuery(site, sign, from)
  const isTight = sign === '=' && from === 1
  const start = sign === ':' ? skip(rest, from, BLOCK_SCALAR) : from
  const literal = readBare(rest, start, isTight ? 'blank' : 'end')
  if (literal === null) return []
  return isQuery(site) ? readQuery(site, sign, from) : [candidate(site, 'bare', literal)]
}

const QUERY_VALUE = /[A-Za-z0-9%_.~+/=-]{4,400}(?=$|[&"'`;<>)\\\s,\]}])/y

/** True where the name is a parameter of a URL or a form. */
function isQuery({ before }: Site): boolean {
  return /[?&;#]$/.test(before)
}

/** `?token=…&`, also as the start of a string: the value has no quotes of its own, even in code. */
function readQuery(site: Site, sign: string, from: number): readonly Candidate[] {
  if (sign !== '=' || from !== 1 || !/[?&;#"'`]$/.test(site.before)) return []
  QUERY_VALUE.lastIndex = from
  const value = QUERY_VALUE.exec(site.rest)?.[0].replace(/[.,]+$/, '')
  return value === undefined
    ? []
    : [candidate(site, 'query', { value, start: from, end: from + value.length, next: 0 })]
}

const ELEMENT_VALUE = /\s*([^<>\s][^<>\r\n]{1,400}?)\s*<\//y

/** `<password>…</password>`. */
function readElement(site: Site, from: number): readonly Candidate[] {
  if (!/<[\w:.-]{0,20}$/.test(site.before)) return []
  ELEMENT_VALUE.lastIndex = from
  const found = ELEMENT_VALUE.exec(site.rest)
  if (found === null) return []
  const value = found[1] as string
  const start = from + found[0].indexOf(value)
  return [candidate(site, 'element', { value, start, end: start + value.length, next: 0 })]
}
