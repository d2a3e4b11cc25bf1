import type { Location } from '../model/match.ts'
import type { Text } from './decode-text.ts'

const LINE_FEED = 10

/** A place in a text; lines and columns from 1, columns in UTF-16 code units. */
interface Position {
  readonly offset: number
  readonly line: number
  readonly column: number
  /** Offset of the first byte of the line. */
  readonly lineStart: number
}

/**
 * Turns byte offsets into lines and columns. Starts are asked for in ascending order, so that a text is counted once
 * whatever number of matches it holds, a line of megabytes included. Only a line feed ends a line, as `grep -n` counts.
 */
export class Locator {
  readonly #text: Text
  #position: Position

  constructor(text: Text, linesBefore: number) {
    this.#text = text
    this.#position = { offset: text.start, line: linesBefore + 1, column: 1, lineStart: text.start }
  }

  /** Location of the bytes `[start, end)`. */
  locate(start: number, end: number): Location & { readonly lineStart: number } {
    const from = advance(this.#text, this.#position, start)
    const to = advance(this.#text, from, end)
    this.#position = from
    return {
      startLine: from.line,
      startColumn: from.column,
      endLine: to.line,
      endColumn: to.column,
      lineStart: from.lineStart,
    }
  }
}

function advance({ buffer }: Text, from: Position, to: number): Position {
  let { line, lineStart } = from
  for (let at = buffer.indexOf(LINE_FEED, from.offset); at >= 0 && at < to; at = buffer.indexOf(LINE_FEED, at + 1)) {
    line++
    lineStart = at + 1
  }
  const isSameLine = line === from.line
  const column =
    (isSameLine ? from.column : 1) + buffer.toString('utf8', isSameLine ? from.offset : lineStart, to).length
  return { offset: to, line, column, lineStart }
}
