import type { ByteRange } from '../../model/blob.ts'
import type { SecretSpan } from '../match-pattern.ts'
import { CODE_ALPHABETS, type CodeAlphabet } from './code-alphabet.ts'
import { encodedRuns } from './encoded-runs.ts'
import { foldRound } from './fold-lines.ts'
import type { Layer } from './layer.ts'
import { textStretches } from './text-stretches.ts'

/** Where the character at an offset of a run stands in the text. */
type PlaceOf = (offset: number) => number

/** The texts that base64 and hex in `text` stand for, whatever else stands in the same run. */
export function* runLayers(text: ByteRange): Generator<Layer> {
  const { buffer } = text
  let foldedTo = text.start
  for (const { start, end } of encodedRuns(text)) {
    yield* layersOf({ buffer, start, end }, (offset) => offset)
    if (start < foldedTo) continue
    const fold = foldRound(text, { start, end })
    if (fold === null) continue
    foldedTo = fold.end
    yield* layersOf({ buffer: fold.code, start: 0, end: fold.code.length }, (offset) => fold.map.encodedAt(offset))
  }
}

function layersOf(code: ByteRange, placeOf: PlaceOf): readonly Layer[] {
  return CODE_ALPHABETS.flatMap((alphabet) =>
    textStretches(code, alphabet).map((stretch) => layerOf(code.buffer, stretch, alphabet, placeOf)),
  )
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
