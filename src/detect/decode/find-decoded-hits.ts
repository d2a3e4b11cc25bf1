import type { ByteRange } from '../../model/blob.ts'
import { type CompiledRule, OWN_LITERAL } from '../../model/rule.ts'
import type { Text } from '../decode-text.ts'
import { type JudgedHit, judge } from '../judge.ts'
import type { SecretSpan } from '../match-pattern.ts'
import type { PatternMatcher, PatternScan } from '../pattern-matcher.ts'
import type { Reach } from '../reach.ts'
import type { WorkBudget } from '../work-budget.ts'
import { escapeLayers } from './escape-layers.ts'
import type { Layer } from './layer.ts'
import { runLayers } from './run-layers.ts'

/**
 * Bytes that may be decoded from a blob at each depth, as a multiple of its length. Enough for every honest text: one of nothing
 * but folded base64 needs one and a half, one of nothing but a kind of escape needs one.
 */
const SHARE = 4
const LEAST = 1 << 16

/** A hit in what a text encodes: its value is the decoded secret, its span that of the encoded one. */
export interface DecodedHit extends JudgedHit {
  /** What must not be shown of the text beside the span. */
  readonly opaque: SecretSpan
}

/** What of a text may be encoded. */
type Seen = Pick<PatternScan, 'longRuns' | 'escapeOffsets'>

/** What decoding needs beside the text. */
export interface DecodeRequest {
  readonly matcher: PatternMatcher
  readonly budget: WorkBudget
  readonly checksums: 'lenient' | 'strict'
  /** Layers of encoding to look under. */
  readonly depth: number
  /** For a part of a text. */
  readonly reach?: Reach | undefined
}

/**
 * Secrets behind base64, hex and escapes, and behind those again. Only rules whose pattern holds a literal of its own
 * are tried: what has no form but its length and alphabet is found in anything that is decoded at random.
 */
export function findDecodedHits(text: ByteRange, seen: Seen, request: DecodeRequest): readonly DecodedHit[] {
  const most = Math.max(LEAST, SHARE * (text.end - text.start))
  return [...hitsBehind(text, seen, { ...request, left: new Array<number>(request.depth).fill(most) })]
}

interface Progress extends DecodeRequest {
  /** Bytes that may still be decoded under each number of layers. */
  readonly left: number[]
}

function* hitsBehind(text: ByteRange, seen: Seen, progress: Progress): Generator<DecodedHit> {
  const under = progress.depth - 1
  if (under < 0) return
  for (const layer of layersOf(text, seen, progress.reach)) {
    const left = (progress.left[under] as number) - layer.bytes.length
    if (left < 0) return progress.budget.abandon()
    progress.left[under] = left
    const reach = progress.reach && reachThrough(layer, text, progress.reach)
    for (const hit of hitsIn(layer, { ...progress, depth: under, reach })) yield outward(hit, layer)
  }
}

function* layersOf(text: ByteRange, { longRuns, escapeOffsets }: Seen, reach?: Reach): Generator<Layer> {
  yield* runLayers(text, longRuns, reach)
  yield* escapeLayers(text, escapeOffsets)
}

function* hitsIn({ bytes }: Layer, progress: Progress): Generator<JudgedHit> {
  const text: Text = { buffer: bytes, start: 0, end: bytes.length, isBinary: false }
  const { hits, ...seen } = progress.matcher.scan(text, { isWanted: hasOwnLiteral, ...progress })
  for (const hit of hits) yield judge(hit, text, progress.checksums)
  yield* hitsBehind(text, seen, progress)
}

function hasOwnLiteral(rule: CompiledRule): boolean {
  return rule.specificity >= OWN_LITERAL
}

/** Tells how far was looked in a layer as places of the text round it. */
function reachThrough({ bytes, spanOf }: Layer, text: ByteRange, reach: Reach): Reach {
  const within = (offset: number) => Math.min(Math.max(offset, 0), bytes.length)
  return {
    near: 0,
    need(from, to, first, last) {
      const { start, end } = spanOf(within(from), within(to))
      const place = spanOf(within(first), within(last))
      // what is cut off of the text is cut off of the layer
      const isCutBefore = from < 0 && start <= text.start
      const isCutBehind = to > bytes.length && end >= text.end
      reach.need(isCutBefore ? start - 1 : start, isCutBehind ? end + 1 : end, place.start, place.end)
    },
  }
}

function outward(hit: JudgedHit, { encoding, spanOf, opaque }: Layer): DecodedHit {
  const span = spanOf(hit.start, hit.end)
  return { ...hit, ...span, reasons: [encoding, ...hit.reasons], opaque: opaque ?? span }
}
