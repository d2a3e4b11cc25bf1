import type { CompiledRule } from '../model/rule.ts'
import { ESCAPE_CODES } from './decode/escape-table.ts'
import type { Text } from './decode-text.ts'
import { ASSIGNMENT, type DetectorTables, escapeIndex, prefilterOf } from './detector-tables.ts'
import type { Hit } from './judge.ts'
import { matchPattern } from './match-pattern.ts'
import { BEGINS, isHeadAt, RECORD } from './prefilter/admissions.ts'
import type { Prefilter } from './prefilter/prefilter.ts'
import type { RuleBook } from './rule-book.ts'
import { type RuleWindow, RuleWindows } from './rule-windows.ts'
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
  readonly #prefilter: Prefilter
  readonly #rules: RuleBook
  readonly #patterns = new Map<number, RegExp>()

  constructor(tables: DetectorTables, rules: RuleBook) {
    this.#tables = tables
    this.#prefilter = prefilterOf(tables)
    this.#rules = rules
  }

  /** Hits of the rules that are wanted, and what the other detectors start from. */
  scan(text: Text, request: PatternRequest): PatternScan {
    const { windows, ...offsets } = this.#candidates(text)
    return { hits: [...this.#match(text, windows, request)], ...offsets }
  }

  #candidates({ buffer, start, end }: Text): Candidates {
    const { admissions, maxLengths } = this.#tables
    const { starts, records } = admissions
    const windows = new RuleWindows(maxLengths, start, end)
    const keywordOffsets: number[] = []
    const escapeOffsets: number[][] = ESCAPE_CODES.map(() => [])
    this.#prefilter.scan(buffer, start, end, (keyword, offset, length) => {
      const last = RECORD * (starts[keyword + 1] as number)
      for (let i = RECORD * (starts[keyword] as number); i < last; i += RECORD) {
        const number = records[i] as number
        if (number === ASSIGNMENT) keywordOffsets.push(offset)
        else if (number < 0) escapeOffsets[escapeIndex(number)]?.push(offset)
        else {
          const from = offset - (records[i + 2] as number)
          if (from < start || !isHeadAt(admissions, i, { buffer, at: from, end })) continue
          if (records[i + 1] === BEGINS.match) windows.addStart(number, { offset, length, start: from })
          else windows.add(number, offset, length)
        }
      }
    })
    return { windows, keywordOffsets, escapeOffsets }
  }

  *#match(text: Text, windows: RuleWindows, { isWanted, budget }: PatternRequest): Generator<Hit> {
    for (const window of windows.cheapestFirst()) {
      const rule = this.#rules.at(window.rule)
      if (!isWanted(rule) || !budget.spend(window.work)) continue
      const { specificity, confidence } = rule
      for (const span of matchPattern(this.#patternOf(rule, window), text, window)) {
        yield { rule, ...span, specificity, confidence, reasons: [] }
      }
    }
  }

  /** Building a RegExp is cheap, its first run is not: only rules that a keyword asks for are ever built. */
  #patternOf(rule: CompiledRule, { rule: index, starts }: RuleWindow): RegExp {
    const known = this.#patterns.get(index)
    if (known !== undefined) return known
    const pattern = new RegExp(rule.source, `d${starts.length > 0 ? 'y' : 'g'}${rule.flags}`)
    this.#patterns.set(index, pattern)
    return pattern
  }
}
