import type { ByteRange } from '../../model/blob.ts'
import type { SecretSpan } from '../match-pattern.ts'
import { isCodeByte, runRound } from './encoded-runs.ts'
import { OffsetMap } from './offset-map.ts'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const BACKSLASH = 0x5c
const LETTER_N = 0x6e
const LETTER_R = 0x72
const LONGEST_INDENT = 64

/** Runs of several lines as the one run that they were before somebody folded it. */
export interface Fold extends SecretSpan {
  readonly code: Buffer
  readonly map: OffsetMap
}

/**
 * The fold that `run` is a line of, null where it stands alone. Lines end in a line feed, with or without carriage
 * return, or in either as an escape (`\n`), and may be indented. The first line may be of any length; of those behind it
 * none is longer than the one before it, and a shorter one is the last.
 */
export function foldRound(text: ByteRange, run: SecretSpan): Fold | null {
  const before = lineBefore(text, run.start)
  const lines = before === null ? [run] : [before, run]
  let limit = before === null ? Number.POSITIVE_INFINITY : run.end - run.start
  for (let last = run; ; ) {
    const next = lineBehind(text, last.end)
    const length = next === null ? 0 : next.end - next.start
    if (next === null || length > limit) break
    lines.push(next)
    if (length < limit && limit !== Number.POSITIVE_INFINITY) break
    limit = length
    last = next
  }
  return lines.length < 2 ? null : joined(text.buffer, lines)
}

/** True where `run` is a line of a fold: where `foldRound` gives one. */
export function isFolded(text: ByteRange, { start, end }: SecretSpan): boolean {
  return endBefore(text, start) !== null || beginBehind(text, end) !== null
}

function joined(buffer: Buffer, lines: readonly SecretSpan[]): Fold {
  const map = new OffsetMap()
  let length = 0
  for (const line of lines) {
    map.add(length, line.start)
    length += line.end - line.start
  }
  const code = Buffer.concat(lines.map(({ start, end }) => buffer.subarray(start, end)))
  return { code, map, start: (lines[0] as SecretSpan).start, end: (lines.at(-1) as SecretSpan).end }
}

/** The run that begins the line behind a line break at `at`. */
function lineBehind(text: ByteRange, at: number): SecretSpan | null {
  const from = beginBehind(text, at)
  return from === null ? null : runRound(text, from, from + 1)
}

function beginBehind(text: ByteRange, at: number): number | null {
  const broken = behindBreak(text, at)
  if (broken === null) return null
  const from = behindBlanks(text, broken)
  return from < text.end && isCodeByte(text.buffer[from]) ? from : null
}

function behindBreak({ buffer, end }: ByteRange, at: number): number | null {
  let next = at
  if (buffer[next] === CARRIAGE_RETURN) next++
  else if (buffer[next] === BACKSLASH && buffer[next + 1] === LETTER_R) next += 2
  if (next < end && buffer[next] === LINE_FEED) return next + 1
  return next + 1 < end && buffer[next] === BACKSLASH && buffer[next + 1] === LETTER_N ? next + 2 : null
}

function behindBlanks({ buffer, end }: ByteRange, from: number): number {
  let at = from
  while (at < end && at - from < LONGEST_INDENT && isBlank(buffer[at])) at++
  return at
}

/** The run that ends the line before `at`, where nothing but a line break and blanks stands between. */
function lineBefore(text: ByteRange, at: number): SecretSpan | null {
  const to = endBefore(text, at)
  return to === null ? null : runRound(text, to - 1, to)
}

function endBefore({ buffer, start }: ByteRange, at: number): number | null {
  let from = at
  while (from > start && at - from < LONGEST_INDENT && isBlank(buffer[from - 1])) from--
  if (from <= start || buffer[from - 1] !== LINE_FEED) return null
  from--
  if (from > start && buffer[from - 1] === CARRIAGE_RETURN) from--
  return from > start && isCodeByte(buffer[from - 1]) ? from : null
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09
}
