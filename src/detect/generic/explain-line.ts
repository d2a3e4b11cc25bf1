import type { Text } from '../decode-text.ts'
import { createPrefilter } from '../prefilter/prefilter.ts'
import { fileKind } from './file-kind.ts'
import { type CandidateVerdict, judgeCandidate } from './judge-candidate.ts'
import { KEY_WORDS } from './key-words.ts'
import { readCandidates } from './read-candidates.ts'
import { surroundingsOf } from './surroundings.ts'

/** A name on a line, and how the value that it is given was judged; the value itself is not in it. */
export interface LineExplanation extends CandidateVerdict {
  readonly key: string
  readonly form: string
  /** Byte offsets of the value. */
  readonly start: number
  readonly end: number
}

/** Where to look. */
export interface ExplainRequest {
  readonly path: string
  /** From 1. */
  readonly line: number
}

/** Bytes before a line in which a name may stand that is given a value on it. */
const LOOK_BACK = 720

/** How each value was judged that stands on one line or whose name does, near misses included. */
export function explainLine(text: Text, { path, line }: ExplainRequest): readonly LineExplanation[] {
  const kind = fileKind(path)
  const [start, end] = lineBounds(text, line)
  const offsets: number[] = []
  const isAbove = (offset: number) => offset < start
  const from = Math.max(text.start, start - LOOK_BACK)
  createPrefilter(KEY_WORDS).scan(text.buffer, from, end, (_keyword, offset) => offsets.push(offset))
  const above = readCandidates(text, offsets.filter(isAbove), kind)
  const reaching = [...above].filter((value) => value.end > start && value.start < end)
  const named = readCandidates(
    text,
    offsets.filter((offset) => !isAbove(offset)),
    kind,
  )
  return [...reaching, ...named].map((candidate) => ({
    ...judgeCandidate(candidate, surroundingsOf(text, candidate, path, kind)),
    key: candidate.key,
    form: candidate.form,
    start: candidate.start,
    end: candidate.end,
  }))
}

/** Offsets of the line without its line feed; an empty range behind the text where it has fewer lines. */
function lineBounds({ buffer, start, end }: Text, line: number): readonly [number, number] {
  let from = start
  for (let i = 1; i < line; i++) {
    const feed = buffer.indexOf(10, from)
    if (feed < 0 || feed >= end) return [end, end]
    from = feed + 1
  }
  const feed = buffer.indexOf(10, from)
  return [from, feed < 0 ? end : Math.min(end, feed)]
}
