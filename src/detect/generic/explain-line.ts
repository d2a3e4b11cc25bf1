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

/** How each name with a value on one line was judged, near misses included. */
export function explainLine(text: Text, { path, line }: ExplainRequest): readonly LineExplanation[] {
  const kind = fileKind(path)
  const [start, end] = lineBounds(text, line)
  const offsets: number[] = []
  createPrefilter(KEY_WORDS).scan(text.buffer, start, end, (_keyword, offset) => offsets.push(offset))
  return [...readCandidates(text, offsets, kind)].map((candidate) => ({
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
