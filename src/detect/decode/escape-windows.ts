import type { ByteRange } from '../../model/blob.ts'
import type { SecretSpan } from '../match-pattern.ts'

const LINE_FEED = 0x0a
/** Bytes on either side of an escape, as far as its line goes, that are read with it. */
const REACH = 2048

/**
 * The parts of a text to unescape, for the places at which escapes were seen, nearly ascending: their lines, and of long
 * lines what is near. Parts that touch, or that are lines one after another, are one, and no byte is searched for line breaks more than a few times.
 */
export function escapeWindows(text: ByteRange, offsets: readonly number[]): readonly SecretSpan[] {
  const windows: { start: number; end: number }[] = []
  let known = text.start
  for (const offset of offsets) {
    if (offset < known) continue
    const next = windowRound(text, offset)
    const last = windows.at(-1)
    if (last !== undefined && next.start <= last.end + 1) last.end = next.end
    else windows.push(next)
    known = next.end - offset < REACH ? next.end : offset + REACH / 2
  }
  return windows
}

function windowRound({ buffer, start, end }: ByteRange, offset: number): { start: number; end: number } {
  const from = Math.max(start, offset - REACH)
  const to = Math.min(end, offset + REACH)
  const before = buffer.subarray(from, offset).lastIndexOf(LINE_FEED)
  const behind = buffer.subarray(offset, to).indexOf(LINE_FEED)
  return { start: from + before + 1, end: behind < 0 ? to : offset + behind }
}
