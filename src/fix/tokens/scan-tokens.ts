import type { Syntax, Token, TokenForm } from './syntax.ts'

/** Every comment and string of a text, in order. A string that its line does not close ends with the line. */
export function scanTokens(text: string, { forms }: Syntax): readonly Token[] {
  const openers = new RegExp(forms.map(({ opener }) => `(${opener})`).join('|'), 'gm')
  const tokens: Token[] = []
  for (let match = openers.exec(text); match !== null; match = openers.exec(text)) {
    const form = forms[match.slice(1).findIndex((group) => group !== undefined)]
    if (form === undefined) break
    const token = readToken(text, form, match.index, match[0])
    tokens.push(token)
    openers.lastIndex = Math.max(token.end, match.index + 1)
  }
  return tokens
}

function readToken(text: string, form: TokenForm, start: number, opener: string): Token {
  const closer = typeof form.closer === 'function' ? form.closer(opener) : form.closer
  const bodyStart = start + opener.length
  if (closer === '') return { form, start, end: bodyStart, bodyStart: start, bodyEnd: bodyStart }
  const [bodyEnd, end] = findCloser(text, form, closer, bodyStart)
  if (form.reach === 'lines') return { form, start, end, bodyStart, bodyEnd }
  const lineEnd = text.indexOf('\n', bodyStart)
  const isOpen = lineEnd >= 0 && lineEnd < bodyEnd && !isContinued(text, lineEnd)
  return isOpen
    ? { form: { ...form, flaw: 'is not closed' }, start, end: lineEnd, bodyStart, bodyEnd: lineEnd }
    : { form, start, end, bodyStart, bodyEnd }
}

/** A backslash at the end of a line takes the string on to the next. */
function isContinued(text: string, lineEnd: number): boolean {
  return text[lineEnd - 1] === '\\' || (text[lineEnd - 1] === '\r' && text[lineEnd - 2] === '\\')
}

function findCloser(text: string, form: TokenForm, closer: string | RegExp, from: number): readonly [number, number] {
  const pattern = typeof closer === 'string' ? new RegExp(escapeRegExp(closer), 'g') : new RegExp(closer, 'gm')
  pattern.lastIndex = from
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const { index } = match
    const end = index + match[0].length
    if (form.escape === 'backslash' && isEscaped(text, from, index)) pattern.lastIndex = index + 1
    else if (form.escape === 'doubled' && text.startsWith(match[0], end)) pattern.lastIndex = end + match[0].length
    else return [index, end]
  }
  return [text.length, text.length]
}

function isEscaped(text: string, from: number, at: number): boolean {
  let backslashes = 0
  while (at - 1 - backslashes >= from && text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The text with comments and the inside of strings blanked out, every offset kept: what is left is code. */
export function blankTokens(text: string, tokens: readonly Token[]): string {
  let code = ''
  let at = 0
  for (const { form, start, end, bodyStart, bodyEnd } of tokens) {
    const [from, to] = form.kind === 'comment' ? [start, end] : [bodyStart, bodyEnd]
    if (from < at) continue
    code += text.slice(at, from) + text.slice(from, to).replace(/[^\n]/g, ' ')
    at = to
  }
  return code + text.slice(at)
}
