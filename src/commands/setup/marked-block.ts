/** What stood in a file before a block was put into it, as the block's first line tells, so that it can be restored. */
type Before = '' | ' (new file)' | ' (no line feed before)'

const BEGIN = '# >>> keywarden'
const SAYS = '>>> written by keywarden init, removed by keywarden uninstall'
const END = '# <<< keywarden <<<'
const BLOCK =
  /^[ \t]*# >>> keywarden( \([a-z ]+\))? >>>[^\n]*\n(?:(?![ \t]*# >>> keywarden)[^\n]*\n)*?[ \t]*# <<< keywarden <<<[^\n]*(?:\n|$)/gm

/** A file text without the blocks of ours. */
export interface Unmarked {
  readonly text: string
  /** True where a block says that the file was made for it. */
  readonly isNewFile: boolean
  /** How many blocks there were. */
  readonly blocks: number
}

/** Takes every block of ours out of a text; all other bytes stay, and what `withBlock` did to make room is undone. */
export function withoutBlocks(text: string): Unmarked {
  let isNewFile = false
  let blocks = 0
  let rest = text
  for (const { 0: block, 1: before = '', index = 0 } of [...text.matchAll(BLOCK)].reverse()) {
    blocks++
    isNewFile ||= before === ' (new file)'
    const isLast = index + block.length === rest.length
    const lead = rest.slice(0, index)
    const start = before === ' (no line feed before)' && isLast ? lead.replace(/\r?\n$/, '') : lead
    rest = start + rest.slice(index + block.length)
  }
  return { text: rest, isNewFile, blocks }
}

/** True where a text holds the first line of a block without its last, or the other way round: somebody has been at it. */
export function hasTornBlock(text: string): boolean {
  const { text: rest } = withoutBlocks(text)
  return rest.includes(BEGIN) || rest.includes(END)
}

/**
 * Puts a block of lines into a text at `offset`, which is the start of a line or the end of the text. The block has the
 * line ends of the text. `withoutBlocks` gives the text back.
 */
export function withBlock(
  text: string,
  lines: readonly string[],
  { offset = text.length, indent = '' }: { readonly offset?: number; readonly indent?: string } = {},
): string {
  const isTorn = offset > 0 && text[offset - 1] !== '\n'
  const eol = /\r\n/.test(text) ? '\r\n' : '\n'
  const block = blockOf(lines, isTorn ? ' (no line feed before)' : '', { eol, indent })
  return text.slice(0, offset) + (isTorn ? eol : '') + block + text.slice(offset)
}

/** The text of a new file that holds nothing but the block, behind `lead`. */
export function newFileWithBlock(lines: readonly string[], lead = ''): string {
  return lead + blockOf(lines, ' (new file)', { eol: '\n', indent: '' })
}

function blockOf(
  lines: readonly string[],
  before: Before,
  { eol, indent }: { readonly eol: string; readonly indent: string },
): string {
  return [`${BEGIN}${before} ${SAYS}`, ...lines, END].map((line) => (line === '' ? '' : indent) + line + eol).join('')
}
