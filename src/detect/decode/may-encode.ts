import type { ByteRange } from '../../model/blob.ts'
import type { SecretSpan } from '../match-pattern.ts'
import { CODE_ALPHABETS } from './code-alphabet.ts'
import { encodedRuns } from './encoded-runs.ts'
import { isFolded } from './fold-lines.ts'
import { textStretches } from './text-stretches.ts'

/**
 * True where a part of the long run stands for text, or is one of several lines: where `runLayers` has something to look
 * at. Of a run at an edge of the text nobody knows, as the text may be a part that is cut off there.
 */
export function mayEncode(text: ByteRange, run: SecretSpan): boolean {
  return encodedRuns(text, [run.start, run.end]).some(
    ({ start, end }) =>
      start === text.start ||
      end === text.end ||
      CODE_ALPHABETS.some((alphabet) => textStretches({ buffer: text.buffer, start, end }, alphabet).length > 0) ||
      isFolded(text, { start, end }),
  )
}
