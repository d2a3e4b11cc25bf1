import type { ByteRange } from '../../model/blob.ts'
import { CODE_ALPHABETS, type CodeAlphabet } from './code-alphabet.ts'
import { encodedRuns } from './encoded-runs.ts'
import { foldRound } from './fold-lines.ts'
import type { Layer } from './layer.ts'
import { textStretches } from './text-stretches.ts'

/** A run of code characters: by itself, or as it was before it was folded into lines. */
interface CodeRun {
  readonly code: Buffer
  /** Where the character at `offset` stands in the text. */
  readonly placeOf: (offset: number) => number
}

/** The texts that base64 and hex in `text` stand for, whatever else stands in the same run. */
export function* runLayers(text: ByteRange): Generator<Layer> {
  let foldedTo = text.start
  for (const run of encodedRuns(text)) {
    yield* layersOf({ code: text.buffer.subarray(run.start, run.end), placeOf: (offset) => run.start + offset })
    if (run.start < foldedTo) continue
    const fold = foldRound(text, run)
    if (fold === null) continue
    foldedTo = fold.end
    yield* layersOf({ code: fold.code, placeOf: (offset) => fold.map.encodedAt(offset) })
  }
}

function* layersOf(run: CodeRun): Generator<Layer> {
  for (const alphabet of CODE_ALPHABETS) {
    for (const { start, end } of textStretches(run.code, alphabet)) yield layerOf(run, alphabet, start, end)
  }
}

function layerOf({ code, placeOf }: CodeRun, alphabet: CodeAlphabet, from: number, to: number): Layer {
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
