import type { CompiledRule } from '../model/rule.ts'
import { ESCAPE_CODES } from './decode/escape-table.ts'
import type { Text } from './decode-text.ts'
import { ASSIGNMENT, type DetectorTables, escapeIndex } from './detector-tables.ts'
import type { Hit } from './judge.ts'
import { matchPattern } from './match-pattern.ts'
import { RuleWindows } from './rule-windows.ts'
import type { WorkBudget } from './work-budget.ts'

/** What one pass over a text has found. */
export interface PatternScan {
  readonly hits: readonly Hit[]
  /** Where a word of a secret-sounding name begins. */
  readonly keywordOffsets: readonly number[]
  /** For each of `ESCAPE_CODES`, where an escape was seen that can hide a secret. */
  readonly escapeOffsets: readonly (readonly number[])[]
}

interface Candidates extends Omit<PatternScan, 'hits'> {
  readonly windows: RuleWindows
}

/** How a text is to be scanned. */
export interface PatternRequest {
  readonly isWanted: (rule: CompiledRule) => boolean
  /** Rules whose work is more than what is left are not run. */
  readonly budget: WorkBudget
}

/** One pass of the prefilter, and the regexes of the rules that it admits. */
export class PatternMatcher {
  readonly #tables: DetectorTables
  readonly #rules: () => readonly CompiledRule[]
  readonly #patterns = new Map<number, RegExp>()

  constructor(tables: DetectorTables, rules: () => readonly CompiledRule[]) {
    this.#tables = tables
    this.#rules = rules
  }

  /** Hits of the rules that are wanted, and what the other detectors start from. */
  scan(text: Text, request: PatternRequest): PatternScan {
    const { windows, ...offsets } = this.#candidates(text)
    return { hits: [...this.#match(text, windows, request)], ...offsets }
  }

  #candidates(text: Text): Candidates {
    const { prefilter, rulesOfKeyword, maxLengths } = this.#tables
    const windows = new RuleWindows(maxLengths, text.start, text.end)
    const keywordOffsets: number[] = []
    const escapeOffsets: number[][] = ESCAPE_CODES.map(() => [])
    prefilter.scan(text.buffer, text.start, text.end, (keyword, offset, length) => {
      for (const rule of rulesOfKeyword[keyword] as readonly number[]) {
        if (rule >= 0) windows.add(rule, offset, length)
        else if (rule === ASSIGNMENT) keywordOffsets.push(offset)
        else escapeOffsets[escapeIndex(rule)]?.push(offset)
      }
    })
    return { windows, keywordOffsets, escapeOffsets }
  }

  *#match(text: Text, windows: RuleWindows, { isWanted, budget }: PatternRequest): Generator<Hit> {
    for (const { rule: index, ranges, work } of windows.cheapestFirst()) {
      const rule = this.#rules()[index] as CompiledRule
      if (!isWanted(rule) || !budget.spend(work)) continue
      const pattern = this.#patternOf(index, rule)
      for (let i = 0; i < ranges.length; i += 2) {
        for (const span of matchPattern(pattern, text, ranges[i] as number, ranges[i + 1] as number)) {
          yield { rule, ...span, specificity: rule.specificity, confidence: rule.confidence, reasons: [] }
        }
      }
    }
  }

  /** Building a RegExp is cheap, its first run is not: only rules that a keyword asks for are ever built. */
  #patternOf(index: number, rule: CompiledRule): RegExp {
    const known = this.#patterns.get(index)
    if (known !== undefined) return known
    const pattern = new RegExp(rule.source, `dg${rule.flags}`)
    this.#patterns.set(index, pattern)
    return pattern
  }
}
