// What the generic detector weighs: bundled by train.mjs and evaluate.mjs, for Node 20 runs no TypeScript.
import { decodeText } from '../../../src/detect/decode-text.ts'
import { featuresOf } from '../../../src/detect/generic/features.ts'
import { fileKind } from '../../../src/detect/generic/file-kind.ts'
import { KEY_WORDS } from '../../../src/detect/generic/key-words.ts'
import { readCandidates } from '../../../src/detect/generic/read-candidates.ts'
import { surroundingsOf } from '../../../src/detect/generic/surroundings.ts'
import { placeholderVetoOf, shapeVetoOf } from '../../../src/detect/generic/veto.ts'
import { createPrefilter } from '../../../src/detect/prefilter/prefilter.ts'

const prefilter = createPrefilter(KEY_WORDS)

/** A candidate that nothing vetoes, with the lines it stands on and its features. */
export interface WeighedCandidate {
  readonly line: number
  readonly endLine: number
  readonly key: string
  readonly value: string
  readonly form: string
  readonly features: readonly string[]
}

/** The candidates of a file in the order of their lines. */
export function candidatesOf(path: string, content: Buffer): readonly WeighedCandidate[] {
  const kind = fileKind(path)
  const text = decodeText({ buffer: content, start: 0, end: content.length })
  if (kind === 'generated' || text.isBinary) return []
  const offsets: number[] = []
  prefilter.scan(text.buffer, text.start, text.end, (_keyword, offset) => offsets.push(offset))
  const candidates = [...readCandidates(text, offsets, kind)].sort((a, b) => a.start - b.start)
  let line = 1
  let at = text.start
  return candidates.flatMap((candidate) => {
    if ((shapeVetoOf(candidate) ?? placeholderVetoOf(candidate)) !== null) return []
    line += countFeeds(text.buffer, at, candidate.start)
    at = candidate.start
    const endLine = line + countFeeds(text.buffer, candidate.start, candidate.end)
    const { key, value, form } = candidate
    return [
      { line, endLine, key, value, form, features: featuresOf(candidate, surroundingsOf(text, candidate, path, kind)) },
    ]
  })
}

function countFeeds(buffer: Buffer, from: number, to: number): number {
  let feeds = 0
  for (let at = buffer.indexOf(10, from); at >= 0 && at < to; at = buffer.indexOf(10, at + 1)) feeds++
  return feeds
}
