/** One form of comment or string in a language. */
export interface TokenForm {
  readonly kind: 'comment' | 'string'
  /** Regular expression for the opener, without groups that capture. */
  readonly opener: string
  /** What ends it, by its opener; '' where the opener is the whole token. */
  readonly closer: string | RegExp | ((opener: string) => string | RegExp)
  /** What a closer within is marked by: a backslash before it, or its double. */
  readonly escape: 'backslash' | 'doubled' | 'none'
  readonly reach: 'line' | 'lines'
  /** Why a string of this form is left as it is: `is an f-string`; '' where it is not. */
  readonly flaw: string
  /** What makes a string of this form more than its characters: `#{`. */
  readonly interpolation?: RegExp
}

/** Comments and strings of a language. Of two forms that begin at the same place the first counts. */
export interface Syntax {
  readonly forms: readonly TokenForm[]
}

/** A comment or string in a text. */
export interface Token {
  readonly form: TokenForm
  readonly start: number
  readonly end: number
  readonly bodyStart: number
  readonly bodyEnd: number
}

const STRING = { kind: 'string', escape: 'backslash', reach: 'line', flaw: '' } as const

/** A comment to the end of its line. */
export function lineComment(opener: string): TokenForm {
  return { kind: 'comment', opener, closer: /(?=\n)|$/g, escape: 'none', reach: 'lines', flaw: '' }
}

/** A comment between two marks. */
export function blockComment(opener: string, closer: string): TokenForm {
  return { kind: 'comment', opener, closer, escape: 'none', reach: 'lines', flaw: '' }
}

/** A string that ends with its quote, on its line. */
export function quoted(quote: string, more: Partial<TokenForm> = {}): TokenForm {
  return { ...STRING, opener: quote, closer: quote, ...more }
}

/** A character literal as a whole, so that the quote in it begins no string. */
export const CHARACTER: TokenForm = {
  ...STRING,
  opener: String.raw`'(?:\\(?:x[\da-fA-F]{2}|u\{[^}\n]*\}|u[\da-fA-F]{4}|[^\n])|[^\\'\n])'`,
  closer: '',
  flaw: 'is a character',
}
