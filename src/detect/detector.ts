import type { Blob } from '../model/blob.ts'
import type { Match } from '../model/match.ts'
import type { CompiledRule } from '../model/rule.ts'
import { decodeText } from './decode-text.ts'
import type { DetectorTables } from './detector-tables.ts'
import { findHits } from './find-hits.ts'
import { type Finder, inOnePiece, type Search } from './finder.ts'
import { joinParts } from './join-parts.ts'
import { type Hit, judge } from './judge.ts'
import { type KnownFinder, withRules } from './known-finder.ts'
import { PatternMatcher } from './pattern-matcher.ts'
import { placeMatches } from './place-matches.ts'
import type { ScannerCore } from './prefilter/text-scanner.ts'
import { resolveOverlap } from './resolve-overlap.ts'
import type { RuleBook } from './rule-book.ts'
import { ownsSpan } from './segment-seam.ts'
import { SpanSet } from './span-set.ts'

export interface DetectorOptions {
  readonly tables: DetectorTables
  /** The rules, in the order that `tables` counts. */
  readonly rules: RuleBook
  /** The scanner's hot loops in WebAssembly; without them it is slower. */
  readonly core?: ScannerCore
  /** Rule ids whose matches are not wanted. */
  readonly disabled: ReadonlySet<string>
  readonly checksums: 'lenient' | 'strict'
  /** Layers of encoding that secrets are sought under, two where it is not given; with 0 nothing is decoded. */
  readonly decodeDepth?: number
  /** Finds what is sought beside the rules' matches. */
  readonly known?: KnownFinder
  /** Makes what searches a text by searching parts of it; without it all of each text is looked at. */
  readonly makeFinder?: (search: Search) => Finder
}

const DECODE_DEPTH = 2

/** What a blob holds. */
export interface Detection {
  readonly matches: readonly Match[]
  /** False where a rule was not run, as the blob is made such that it would take too long. */
  readonly isComplete: boolean
}

/** Finds the secrets in a blob. Pure: same bytes, same matches. */
export interface Detector {
  detect(blob: Blob): Detection
}

/** The engine: one pass of the prefilter, the regexes of the rules that it admits, decoding, checks, overlap, location. */
export function createDetector(options: DetectorOptions): Detector {
  const { rules } = options
  const matcher = new PatternMatcher(options.tables, rules, options.core ?? (() => null))
  const { disabled, checksums, decodeDepth: depth = DECODE_DEPTH } = options
  const searched = { matcher, rules, checksums, depth }
  const find = (options.makeFinder ?? inOnePiece)((text, request) => findHits(text, request, searched))
  return {
    detect(blob) {
      const text = decodeText(blob.content)
      const { plain, decoded, isComplete } = find(text, blob.path)
      const known = options.known?.hitsIn(text, blob.path) ?? []
      if (plain.length === 0 && decoded.length === 0 && known.length === 0) return { matches: [], isComplete }
      const isWanted = (hit: Hit) => !disabled.has(hit.rule.id) && ownsSpan(blob, text, hit)
      const judged = plain.filter(isWanted).map((hit) => judge(hit, text, checksums))
      const ruled = [...judged, ...notPlain(decoded, plain).filter(isWanted)].filter(({ hasYielded }) => !hasYielded)
      const standing = resolveOverlap([...ruled, ...withRules(known.filter(isWanted), ruled)])
      const masked = [...plain, ...decoded, ...decoded.map(({ opaque }) => opaque), ...known]
      return { matches: joinParts(text, placeMatches(blob, text, standing, masked)), isComplete }
    },
  }
}

/** What a rule finds in a text as it stands is not found in it a second time decoded, unless an escape cut it short. */
function notPlain<T extends Hit>(decoded: readonly T[], plain: readonly Hit[]): readonly T[] {
  if (decoded.length === 0) return decoded
  const byRule = new Map<CompiledRule, Hit[]>()
  for (const hit of plain) {
    const known = byRule.get(hit.rule)
    if (known === undefined) byRule.set(hit.rule, [hit])
    else known.push(hit)
  }
  const spans = new Map([...byRule].map(([rule, hits]) => [rule, new SpanSet(hits)]))
  return decoded.filter(({ rule, start, end }) =>
    [...(spans.get(rule)?.within(start, end) ?? [])].every((hit) => hit.end - hit.start < end - start),
  )
}
