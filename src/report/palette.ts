/** How text is dressed for the place it goes to; cli/ makes the one with colours. */
export interface Palette {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
  readonly green: (text: string) => string
  readonly symbols: Symbols
}

/** The signs that text output draws with. */
export interface Symbols {
  readonly pass: string
  readonly fail: string
  readonly warn: string
  /** Stands before the path that heads a group. */
  readonly heading: string
  /** Between line number and line. */
  readonly gutter: string
  readonly more: string
  readonly separator: string
}

/** Signs for terminals and files that are not known to show Unicode. */
export const ASCII_SYMBOLS: Symbols = {
  pass: 'ok:',
  fail: 'x',
  warn: '!',
  heading: '--',
  gutter: '|',
  more: '...',
  separator: '-',
}

/** Signs for terminals that show Unicode, one column each but the heading. */
export const UNICODE_SYMBOLS: Symbols = {
  pass: '✔',
  fail: '✖',
  warn: '⚠',
  heading: '──',
  gutter: '│',
  more: '…',
  separator: '·',
}

/** No colour, ASCII signs. */
export const PLAIN: Palette = {
  bold: same,
  dim: same,
  red: same,
  yellow: same,
  green: same,
  symbols: ASCII_SYMBOLS,
}

function same(text: string): string {
  return text
}
