/** An assignment in a .env file. Offsets are in UTF-16 code units from the start of the text. */
export interface EnvEntry {
  readonly key: string
  /** The value as a program gets it: without quotes, escapes of double quotes resolved, `$` not expanded. */
  readonly value: string
  readonly quote: Quote | ''
  readonly isExported: boolean
  /** Line of the key, from 1. */
  readonly line: number
  /** Where the value stands, quotes included. */
  readonly valueStart: number
  readonly valueEnd: number
  /** What stands behind `#` on the line where the value ends, trimmed; '' where there is none. */
  readonly comment: string
  /** Start of the line of the key, behind a byte order mark. */
  readonly start: number
  /** Behind the line feed that ends the assignment, or the end of the text. */
  readonly end: number
}

type Quote = '"' | "'" | '`'
type Value = Pick<EnvEntry, 'value' | 'quote' | 'valueEnd'>

/** `export KEY = `, `KEY: `; a byte order mark counts as space. */
const ASSIGNMENT = /[^\S\n]*(export[^\S\n]+)?([\w.-]+)[^\S\n]*(?:=|:(?=\s))[^\S\n]*/y
/** What may stand between a closing quote and the end of its line. */
const AFTER_QUOTE = /[^\S\n]*(?:#|\n|$)/y
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$' }

/**
 * Reads the assignments of a .env file in order, repeated keys included. Never throws: a line that is none is passed
 * over. The dialect is dotenv's: `#` ends an unquoted value, a quote that is not closed is a character like others.
 */
export function readEnv(text: string): readonly EnvEntry[] {
  const entries: EnvEntry[] = []
  let line = 1
  for (let at = 0; at < text.length; ) {
    const head = matchAt(ASSIGNMENT, text, at)
    let end = at
    if (head) {
      const valueStart = at + head[0].length
      const value = readValue(text, valueStart)
      const place = {
        line,
        valueStart,
        start: text[at] === '\ufeff' ? at + 1 : at,
        ...restOfLine(text, value.valueEnd),
      }
      entries.push({ key: head[2] ?? '', ...value, isExported: head[1] !== undefined, ...place })
      end = value.valueEnd
    }
    const next = lineEnd(text, end) + 1
    line += countLineFeeds(text, at, next)
    at = next
  }
  return entries
}

function readValue(text: string, start: number): Value {
  const quote = text[start]
  const close = isQuote(quote) ? closingQuote(text, start, quote) : -1
  if (isQuote(quote) && close > 0 && matchAt(AFTER_QUOTE, text, close + 1)) {
    const inner = text.slice(start + 1, close)
    return { value: quote === '"' ? resolveEscapes(inner) : inner, quote, valueEnd: close + 1 }
  }
  const value = (text.slice(start, lineEnd(text, start)).split('#', 1)[0] ?? '').trimEnd()
  return { value, quote: '', valueEnd: start + value.length }
}

function restOfLine(text: string, valueEnd: number): Pick<EnvEntry, 'comment' | 'end'> {
  const end = lineEnd(text, valueEnd)
  const hash = text.indexOf('#', valueEnd)
  return {
    comment: hash < 0 || hash > end ? '' : text.slice(hash + 1, end).trim(),
    end: Math.min(end + 1, text.length),
  }
}

function isQuote(char: string | undefined): char is Quote {
  return char === '"' || char === "'" || char === '`'
}

/** Only double quotes know escapes. -1 where the quote is not closed. */
function closingQuote(text: string, open: number, quote: Quote): number {
  let close = text.indexOf(quote, open + 1)
  while (quote === '"' && close >= 0 && isEscaped(text, open, close)) close = text.indexOf(quote, close + 1)
  return close
}

function isEscaped(text: string, open: number, at: number): boolean {
  let backslashes = 0
  while (at - 1 - backslashes > open && text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

function resolveEscapes(text: string): string {
  return text.replace(/\\(.)/gs, (whole, char: string) => ESCAPES[char] ?? whole)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  const sticky = new RegExp(pattern)
  sticky.lastIndex = at
  return sticky.exec(text)
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function countLineFeeds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
