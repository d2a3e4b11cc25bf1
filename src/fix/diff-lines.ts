import { maskTokens } from '../detect/excerpt.ts'
import type { TextEdit } from './fix-plan.ts'

/** A stretch of a text that is shown as its mask. */
export interface MaskedSpan {
  readonly start: number
  readonly end: number
  readonly mask: string
}

/** A line of a diff. */
export interface DiffLine {
  readonly kind: 'at' | 'removed' | 'added'
  readonly text: string
}

interface Hunk {
  readonly start: number
  readonly end: number
  readonly edits: readonly TextEdit[]
}

/** What the edits change, line by line, without context; every span is masked, and what else looks like a token. */
export function diffLines(text: string, edits: readonly TextEdit[], masks: readonly MaskedSpan[]): readonly DiffLine[] {
  return hunksOf(text, edits).flatMap((hunk) => {
    const old = splitLines(masked(text, hunk.start, hunk.end, masks))
    const fresh = splitLines(edited(text, hunk, masks))
    let head = 0
    while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++
    let tail = 0
    const most = Math.min(old.length, fresh.length) - head
    while (tail < most && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++
    const removed = old.slice(head, old.length - tail)
    const added = fresh.slice(head, fresh.length - tail)
    if (removed.length + added.length === 0) return []
    return [
      { kind: 'at', text: `line ${lineNumber(text, hunk.start) + head}` } as const,
      ...removed.map((line) => ({ kind: 'removed', text: line }) as const),
      ...added.map((line) => ({ kind: 'added', text: line }) as const),
    ]
  })
}

/** Whole lines round the edits; those of edits on the same line together. */
function hunksOf(text: string, edits: readonly TextEdit[]): readonly Hunk[] {
  const hunks: Hunk[] = []
  for (const edit of edits) {
    const start = text.lastIndexOf('\n', edit.start - 1) + 1
    const lineEnd = text.indexOf('\n', edit.end)
    const end = lineEnd < 0 ? text.length : lineEnd
    const last = hunks.at(-1)
    if (last !== undefined && start <= last.end) {
      hunks.splice(-1, 1, { start: last.start, end: Math.max(last.end, end), edits: [...last.edits, edit] })
    } else hunks.push({ start, end, edits: [edit] })
  }
  return hunks
}

function edited(text: string, { start, end, edits }: Hunk, masks: readonly MaskedSpan[]): string {
  let shown = ''
  let at = start
  for (const edit of edits) {
    shown += masked(text, at, edit.start, masks) + edit.text
    at = edit.end
  }
  return shown + masked(text, at, end, masks)
}

function masked(text: string, from: number, to: number, masks: readonly MaskedSpan[]): string {
  let shown = ''
  let at = from
  for (const { start, end, mask } of masks) {
    if (end <= at || start >= to) continue
    shown += maskTokens(text.slice(at, Math.max(at, start))) + mask
    at = Math.min(end, to)
  }
  return shown + maskTokens(text.slice(at, to))
}

function splitLines(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/\r$/, ''))
}

function lineNumber(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}
