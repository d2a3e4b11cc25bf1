import type { Excerpt } from '../model/match.ts'
import { displayWidth } from './display-width.ts'
import type { Palette } from './palette.ts'
import { escapesIn } from './show-safe.ts'

const TAB_WIDTH = 4
const NARROWEST = 20

/** What is shown of one character of a source line. */
interface Cell {
  readonly text: string
  readonly width: number
  /** Index of the character in the source line, in UTF-16 code units. */
  readonly at: number
}

interface Caret {
  readonly start: number
  readonly end: number
}

/** The lines of an excerpt with their numbers, cut to `width` columns, and carets under the mask. */
export function codeFrame(excerpt: Excerpt, width: number, palette: Palette): readonly string[] {
  const digits = String(excerpt.firstLine + excerpt.lines.length - 1).length
  const gutter = palette.symbols.gutter
  const room = Math.max(NARROWEST, width - digits - 3)
  const caret = { start: excerpt.caretColumn, end: excerpt.caretColumn + excerpt.caretLength }
  return excerpt.lines.flatMap((line, index) => {
    const number = String(excerpt.firstLine + index).padStart(digits)
    const cells = toCells(line)
    if (index !== excerpt.caretLine) {
      return [`${palette.dim(`${number} ${gutter}`)} ${fitInto(cells, room, 0, palette).text}`.trimEnd()]
    }
    const fitted = fitRoundCaret(cells, room, caret, palette)
    const below = `${palette.dim(`${' '.repeat(digits)} ${gutter}`)} ${fitted.indent}${palette.red(fitted.carets)}`
    return [`${palette.dim(`${number} ${gutter}`)} ${fitted.text}`, below]
  })
}

function toCells(line: string): readonly Cell[] {
  const escapes = escapesIn(line)
  const cells: Cell[] = []
  let column = 0
  let at = 0
  for (const char of line) {
    const text = char === '\t' ? ' '.repeat(TAB_WIDTH - (column % TAB_WIDTH)) : (escapes.get(at) ?? char)
    const width = displayWidth(text)
    cells.push({ text, width, at })
    column += width
    at += char.length
  }
  return cells
}

/** The cells from column `from` on that fit into `room` columns, with a sign where something is left off. */
function fitInto(cells: readonly Cell[], room: number, from: number, palette: Palette) {
  const { more } = palette.symbols
  const before = from > 0 ? more : ''
  const hasMore = widthOf(cells) - from > room
  const end = from + room - (hasMore ? more.length : 0)
  const kept: Cell[] = []
  let column = 0
  for (const cell of cells) {
    if (column >= from + before.length && column + cell.width <= end) kept.push(cell)
    column += cell.width
  }
  return { text: before + kept.map((cell) => cell.text).join('') + (hasMore ? more : ''), before, kept }
}

function fitRoundCaret(cells: readonly Cell[], room: number, caret: Caret, palette: Palette) {
  const total = widthOf(cells)
  const column = widthOf(cells.filter((cell) => cell.at < caret.start))
  const end = column + widthOf(cells.filter(isUnder(caret)))
  const isVisible = total <= room || end <= room - palette.symbols.more.length
  const from = isVisible ? 0 : Math.max(0, Math.min(column - Math.floor(room / 3), total - room))
  const { text, before, kept } = fitInto(cells, room, from, palette)
  const indent = Math.min(room - 1, before.length + widthOf(kept.filter((cell) => cell.at < caret.start)))
  const length = Math.max(1, widthOf(kept.filter(isUnder(caret))))
  return { text, indent: ' '.repeat(indent), carets: '^'.repeat(length) }
}

function isUnder(caret: Caret): (cell: Cell) => boolean {
  return (cell) => cell.at >= caret.start && cell.at < caret.end
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0)
}
