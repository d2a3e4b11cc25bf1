/** Value of a field and the column at which it stands, from 1. */
export interface JsonField {
  readonly value: string | number | null
  readonly column: number
}

/** What is wrong with a line, and where, in words that repeat nothing of it. */
export interface LineFlaw {
  readonly says: string
  readonly column: number
}

interface Token {
  readonly text: string
  readonly column: number
}

const TOKEN =
  /[ \t]*("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|(?:null|-?(?:0|[1-9]\d{0,14}))(?![\w.])|[{}:,]|$)/y
const END = ''

/**
 * Reads a line that holds one flat JSON object with a field or more. By hand, as `JSON.parse` tells no column in half of
 * its errors and quotes the text in most. Field names are the keys of a Map, so `__proto__` is a name like others.
 */
export function readJsonLine(line: string): ReadonlyMap<string, JsonField> | LineFlaw {
  const tokens = tokenize(line)
  if (!Array.isArray(tokens)) return tokens
  const last = { text: END, column: line.length + 1 }
  const token = (at: number): Token => tokens[at] ?? last
  if (token(0).text !== '{') return flaw(token(0), 'expected { and the fields of an entry')
  const fields = new Map<string, JsonField>()
  let at = 1
  // "name" : value ,  →  four tokens for each field
  for (; token(at - 1).text !== '}'; at += 4) {
    const [name, colon, value, after] = [token(at), token(at + 1), token(at + 2), token(at + 3)]
    const wrong = flawOfField(name, colon, value, after)
    if (wrong) return wrong
    const key: string = JSON.parse(name.text)
    if (fields.has(key)) return flaw(name, 'the field stands there twice')
    fields.set(key, { value: JSON.parse(value.text), column: value.column })
  }
  return token(at).text === END ? fields : flaw(token(at), 'expected the end of the line after }')
}

function flawOfField(name: Token, colon: Token, value: Token, after: Token): LineFlaw | null {
  if (!isString(name)) return flaw(name, 'expected a field name in double quotes')
  if (colon.text !== ':') return flaw(colon, 'expected : after the field name')
  if (!isValue(value)) return flaw(value, 'expected text in double quotes, a whole number or null')
  return /^[,}]$/.test(after.text) ? null : flaw(after, 'expected , or }')
}

function tokenize(line: string): Token[] | LineFlaw {
  const tokens: Token[] = []
  const pattern = new RegExp(TOKEN)
  for (;;) {
    const at = pattern.lastIndex
    const found = pattern.exec(line)
    if (!found) return { says: 'not JSON', column: at + (/^[ \t]*/.exec(line.slice(at))?.[0].length ?? 0) + 1 }
    const text = found[1] ?? END
    tokens.push({ text, column: pattern.lastIndex - text.length + 1 })
    if (text === END) return tokens
  }
}

function isString(token: Token): boolean {
  return token.text.startsWith('"')
}

function isValue(token: Token): boolean {
  return isString(token) || /^(?:null|-?\d+)$/.test(token.text)
}

function flaw(token: Token, says: string): LineFlaw {
  return { says, column: token.column }
}
