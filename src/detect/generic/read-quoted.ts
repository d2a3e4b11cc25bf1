/** A value in a string: offsets are in the string that it was read from. */
export interface Literal {
  readonly value: string
  readonly start: number
  readonly end: number
  /** Offset behind the closing quote. */
  readonly next: number
}

const LONGEST = 512
/** A prefix of the language (`b""`, `@""`), then a quote: plain, tripled, escaped within another string, or an HTML entity. */
const OPENING =
  /(?:(?:[rbuRBUL@$]{1,2}|String|str)(?=["']))?(\\{1,3}["']|"""|'''|``?|["']|&(?:quot|apos|#34|#39|#x27|#x22);|\xe2\x80[\x98\x9c])/y
const GLUE = /[ \t]*(?:\+|\.|\\)?[ \t]*(?:\r?\n[ \t]*)?(?:\+[ \t]*)?/y

/** The string literal at `from`, with those that are added to it; null where none begins or it does not end. */
export function readQuoted(text: string, from: number): Literal | null {
  const first = readOne(text, from)
  if (first === null) return null
  let literal = first
  for (let parts = 1; parts < 8; parts++) {
    const glue = glueAt(text, literal.next)
    const part = glue > literal.next ? readOne(text, glue) : null
    if (part === null) break
    literal = { ...part, value: literal.value + part.value, start: first.start }
  }
  return literal.value.length > 0 && literal.value.length <= LONGEST ? literal : null
}

function readOne(text: string, from: number): Literal | null {
  OPENING.lastIndex = from
  const opening = OPENING.exec(text)
  if (opening === null) return null
  const start = from + opening[0].length
  const closing = closingOf(opening[1] as string)
  const end = endOf(text, closing, start)
  return end < 0 ? null : { value: text.slice(start, end), start, end, next: end + closing.length }
}

/** Offset behind what joins two literals; `from` where nothing does. */
function glueAt(text: string, from: number): number {
  GLUE.lastIndex = from
  const glue = GLUE.exec(text)?.[0] ?? ''
  return /[+.\\]/.test(glue) ? from + glue.length : from
}

function closingOf(opening: string): string {
  if (opening === '\xe2\x80\x98') return '\xe2\x80\x99'
  return opening === '\xe2\x80\x9c' ? '\xe2\x80\x9d' : opening
}

function endOf(text: string, closing: string, from: number): number {
  if (closing.length > 1) return withinLine(text, from, text.indexOf(closing, from), closing.length === 3)
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (char === closing) return at
    else if (char === '\n' && closing !== '`') return -1
  }
  return -1
}

function withinLine(text: string, from: number, end: number, mayBreak: unknown): number {
  if (end < 0 || mayBreak === true) return end
  const feed = text.indexOf('\n', from)
  return feed >= 0 && feed < end ? -1 : end
}
