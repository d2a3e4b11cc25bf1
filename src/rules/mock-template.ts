/** The alphabets of template fields. */
export const ALPHABETS = {
  digit: '0123456789',
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  letter: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  lower36: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upper36: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  base62: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  base58: 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789',
  BECH32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
} as const

export type Alphabet = keyof typeof ALPHABETS

/** A piece of a template. */
export type MockPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly alphabet: Alphabet; readonly min: number; readonly max: number }
  | { readonly kind: 'json64'; readonly parts: readonly MockPart[] }
  | { readonly kind: 'check' }
  | { readonly kind: 'mock' }

export interface MockFault {
  /** Offset in the template. */
  readonly offset: number
  readonly message: string
}

export interface MockTemplate {
  readonly parts: readonly MockPart[]
  readonly faults: readonly MockFault[]
}

const LONGEST_FIELD = 20_000
const FIELD = /\{([A-Za-z][A-Za-z0-9]*):(\d+)(?:-(\d+))?\}/y

/** Parses a template; a brace that opens no field stands for itself. */
export function parseMockTemplate(template: string): MockTemplate {
  return new TemplateParser(template, 'outside').parse()
}

class TemplateParser {
  readonly #template: string
  readonly #place: 'outside' | 'json64'
  readonly #parts: MockPart[] = []
  readonly #faults: MockFault[] = []
  #at = 0

  constructor(template: string, place: 'outside' | 'json64') {
    this.#template = template
    this.#place = place
  }

  parse(): MockTemplate {
    while (this.#at < this.#template.length) this.#part()
    return { parts: this.#parts, faults: this.#faults }
  }

  #part(): void {
    FIELD.lastIndex = this.#at
    const field = FIELD.exec(this.#template)
    if (this.#place === 'outside' && this.#takesSign()) return
    if (field !== null) this.#field(field)
    else this.#text(this.#template[this.#at++] ?? '')
  }

  /** Braces for themselves and the fields that only the outermost text may have. */
  #takesSign(): boolean {
    const rest = (token: string) => this.#template.startsWith(token, this.#at)
    const token = ['{{', '}}', '{check}', '{mock}', '{json64:'].find(rest)
    if (token === undefined) return false
    if (token === '{json64:') this.#json64()
    else this.#at += token.length
    if (token === '{{' || token === '}}') this.#text(token.slice(1))
    if (token === '{check}') this.#parts.push({ kind: 'check' })
    if (token === '{mock}') this.#parts.push({ kind: 'mock' })
    return true
  }

  #field([raw, name = '', least = '', most = least]: RegExpExecArray): void {
    const offset = this.#at
    this.#at += raw.length
    const [min, max] = [Number(least), Number(most)]
    if (!isAlphabet(name)) this.#faults.push({ offset, message: `unknown alphabet ${name}` })
    else if (min > max || max === 0 || max > LONGEST_FIELD)
      this.#faults.push({ offset, message: `bad length in ${raw}` })
    else this.#parts.push({ kind: 'field', alphabet: name, min, max })
  }

  // {json64:{"a":1}}  →  the text up to the brace that closes the field
  #json64(): void {
    const offset = this.#at
    const start = offset + '{json64:'.length
    let depth = 1
    let end = start
    for (; end < this.#template.length && depth > 0; end++) {
      if (this.#template[end] === '{') depth++
      if (this.#template[end] === '}') depth--
    }
    this.#at = end
    if (depth > 0) {
      this.#faults.push({ offset, message: 'json64 has no closing brace' })
      return
    }
    const inner = new TemplateParser(this.#template.slice(start, end - 1), 'json64').parse()
    for (const fault of inner.faults) this.#faults.push({ ...fault, offset: start + fault.offset })
    this.#parts.push({ kind: 'json64', parts: inner.parts })
  }

  #text(text: string): void {
    const last = this.#parts.at(-1)
    if (last?.kind === 'text') this.#parts[this.#parts.length - 1] = { kind: 'text', text: last.text + text }
    else this.#parts.push({ kind: 'text', text })
  }
}

function isAlphabet(name: string): name is Alphabet {
  return Object.hasOwn(ALPHABETS, name)
}
