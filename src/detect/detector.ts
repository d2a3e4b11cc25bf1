import type { Blob } from '../model/blob.ts'
import type { Match } from '../model/match.ts'
import type { CompiledRule } from '../model/rule.ts'
import { decodeText, type Text } from './decode-text.ts'
import { ASSIGNMENT, type DetectorTables } from './detector-tables.ts'
import { findGenericHits } from './generic/find-generic-hits.ts'
import { type Hit, judge } from './judge.ts'
import { matchPattern } from './match-pattern.ts'
import { placeMatches } from './place-matches.ts'
import { resolveOverlap } from './resolve-overlap.ts'
import { RuleWindows } from './rule-windows.ts'
import { ownsSpan } from './segment-seam.ts'

export interface DetectorOptions {
  readonly tables: DetectorTables
  /** Called once, when the first candidate survives the prefilter; in the order that `tables` counts. */
  readonly rules: () => readonly CompiledRule[]
  /** Rule ids whose matches are not wanted. */
  readonly disabled: ReadonlySet<string>
  readonly checksums: 'lenient' | 'strict'
}

/** Finds the secrets in a blob. Pure: same bytes, same matches. */
export interface Detector {
  detect(blob: Blob): readonly Match[]
}

/** The engine: one pass of the prefilter, the regexes of the rules that it admits, checks, overlap, location. */
export function createDetector(options: DetectorOptions): Detector {
  const patterns = new Map<number, RegExp>()
  let loaded: readonly CompiledRule[] | null = null
  const rules = () => (loaded ??= options.rules())
  return {
    detect(blob) {
      const text = decodeText(blob.content)
      const { windows, keywordOffsets } = prefilter(text, options.tables)
      const hits = [
        ...matchWindows(text, windows, rules, patterns),
        ...findGenericHits(text, { path: blob.path, keywordOffsets, rules }),
      ]
      if (hits.length === 0) return []
      const wanted = hits.filter((hit) => !options.disabled.has(hit.rule.id) && ownsSpan(blob, text, hit))
      const judged = resolveOverlap(wanted.map((hit) => judge(hit, text, options.checksums)))
      return placeMatches(blob, text, judged, hits)
    },
  }
}

function prefilter(text: Text, tables: DetectorTables): { windows: RuleWindows; keywordOffsets: number[] } {
  const windows = new RuleWindows(tables.maxLengths, text.start, text.end)
  const keywordOffsets: number[] = []
  tables.prefilter.scan(text.buffer, text.start, text.end, (keyword, offset, length) => {
    for (const rule of tables.rulesOfKeyword[keyword] as readonly number[]) {
      if (rule === ASSIGNMENT) keywordOffsets.push(offset)
      else windows.add(rule, offset, length)
    }
  })
  return { windows, keywordOffsets }
}

function* matchWindows(
  text: Text,
  windows: RuleWindows,
  rules: () => readonly CompiledRule[],
  patterns: Map<number, RegExp>,
): Generator<Hit> {
  for (const [index, ranges] of windows.entries()) {
    const rule = rules()[index] as CompiledRule
    const pattern = patternOf(index, rule, patterns)
    for (let i = 0; i < ranges.length; i += 2) {
      for (const span of matchPattern(pattern, text, ranges[i] as number, ranges[i + 1] as number)) {
        yield { rule, ...span, specificity: rule.specificity, confidence: rule.confidence, reasons: [] }
      }
    }
  }
}

/** Building a RegExp is cheap, its first run is not: only rules that a keyword asks for are ever built. */
function patternOf(index: number, rule: CompiledRule, patterns: Map<number, RegExp>): RegExp {
  const known = patterns.get(index)
  if (known !== undefined) return known
  const pattern = new RegExp(rule.source, `dg${rule.flags}`)
  patterns.set(index, pattern)
  return pattern
}
