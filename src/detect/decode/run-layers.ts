import type { ByteRange } from '../../model/blob.ts'
import type { SecretSpan } from '../match-pattern.ts'
import type { Reach } from '../reach.ts'
import { CODE_ALPHABETS, type CodeAlphabet } from './code-alphabet.ts'
import { encodedRuns } from './encoded-runs.ts'
import { foldRound } from './fold-lines.ts'
import type { Layer } from './layer.ts'
import { textStretches } from './text-stretches.ts'

/** Where the character at an offset of a run stands in the text. */
type PlaceOf = (offset: number) => number

/** More than what stands between two lines of a run. */
const LINE_BREAK = 128

const inPlace: PlaceOf = (offset) => offset

/** The texts that base64 and hex in `text` stand for, whatever else stands in the same run. */
export function* runLayers(text: ByteRange, longRuns: readonly number[], reach?: Reach): Generator<Layer> {
  const { buffer } = text
  let foldedTo = text.start
  for (const { start, end } of encodedRuns(text, longRuns)) {
    // a run is read as a whole; where the text is cut off in the middle of it, some of it is not there
    reach?.need(start <= text.start ? start - 1 : start, end >= text.end ? end + 1 : end, start, end)
    for (const alphabet of CODE_ALPHABETS) {
      const stretches = textStretches({ buffer, start, end }, alphabet)
      // nearly every run is a name or a hash: no generator for those
      for (let i = 0; i < stretches.length; i++) yield layerOf(buffer, stretches[i] as SecretSpan, alphabet, inPlace)
    }
    if (start < foldedTo) continue
    const fold = foldRound(text, { start, end })
    if (fold === null) continue
    foldedTo = fold.end
    reach?.need(fold.start - LINE_BREAK, fold.end + LINE_BREAK, fold.start, fold.end)
    yield* layersOf({ buffer: fold.code, start: 0, end: fold.code.length }, (offset) => fold.map.encodedAt(offset))
  }
}

function* layersOf(code: ByteRange, placeOf: PlaceOf): Generator<Layer> {
  for (const alphabet of CODE_ALPHABETS) {
    for (const stretch of textStretches(code, alphabet)) yield layerOf(code.buffer, stretch, alphabet, placeOf)
  }
}

function layerOf(code: Buffer, { start: from, end: to }: SecretSpan, alphabet: CodeAlphabet, placeOf: PlaceOf): Layer {
  const { encoding, name, groupLength, groupBytes } = alphabet
  const placeBehind = (offset: number) => placeOf(offset - 1) + 1
  return {
    encoding,
    bytes: Buffer.from(code.toString('latin1', from, to), name),
    spanOf: (start, end) => ({
      start: placeOf(from + Math.floor((start * groupLength) / groupBytes)),
      end: placeBehind(from + Math.ceil((end * groupLength) / groupBytes)),
    }),
    opaque: { start: placeOf(from), end: placeBehind(to) },
  }
}
