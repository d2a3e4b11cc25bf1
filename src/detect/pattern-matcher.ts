import type { CompiledRule } from '../model/rule.ts'
import { ESCAPE_CODES } from './decode/escape-table.ts'
import type { Text } from './decode-text.ts'
import { ASSIGNMENT, type DetectorTables, escapeIndex } from './detector-tables.ts'
import type { Hit } from './judge.ts'
import { matchPattern } from './match-pattern.ts'
import { BEGINS, RECORD } from './prefilter/admissions.ts'
import type { NotableRuns } from './prefilter/run-list.ts'
import { createTextScanner, type ScannerCore, type TextScanner } from './prefilter/text-scanner.ts'
import { LOOK_BEHIND, type Reach } from './reach.ts'
import type { RuleBook } from './rule-book.ts'
import { type RuleWindow, RuleWindows } from './rule-windows.ts'
import type { WorkBudget } from './work-budget.ts'

/** What one pass over a text has found. */
export interface PatternScan {
  readonly hits: readonly Hit[]
  /** Where a word of a secret-sounding name begins. */
  readonly keywordOffsets: readonly number[]
  /** Runs of code characters that the other detectors look into. */
  readonly runs: NotableRuns
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
  /** For a part of a text: is told of rules that look further than it need not say. */
  readonly reach?: Reach | undefined
}

/** One pass of the prefilter, and the regexes of the rules that it admits. */
export class PatternMatcher {
  readonly #tables: DetectorTables
  readonly #scanner: TextScanner
  readonly #rules: RuleBook
  readonly #patterns = new Map<number, RegExp>()

  constructor(tables: DetectorTables, rules: RuleBook, core: ScannerCore) {
    this.#tables = tables
    this.#scanner = createTextScanner(tables, core)
    this.#rules = rules
  }

  /** Hits of the rules that are wanted, and what the other detectors start from. */
  scan(text: Text, request: PatternRequest): PatternScan {
    const { windows, keywordOffsets, runs, escapeOffsets } = this.#candidates(text, request.reach)
    return { hits: this.#match(text, windows, request), keywordOffsets, runs, escapeOffsets }
  }

  #candidates(text: Text, reach?: Reach): Candidates {
    const { admissions, maxLengths } = this.#tables
    const { records, lengths } = admissions
    const windows = new RuleWindows(maxLengths, text.start, text.end)
    const keywordOffsets: number[] = []
    const escapeOffsets: number[][] = ESCAPE_CODES.map(() => [])
    const runs = this.#scanner.scan(text, (index, offset) => {
      const number = records[RECORD * index] as number
      if (number === ASSIGNMENT) keywordOffsets.push(offset)
      else if (number < 0) escapeOffsets[escapeIndex(number)]?.push(offset)
      else {
        windows.add(number, offset, lengths[index] as number, startOf(records, index, offset))
        if (reach !== undefined && (maxLengths[number] as number) > reach.near) this.#tell(reach, index, offset)
      }
    })
    return { windows, keywordOffsets, escapeOffsets, runs }
  }

  /** Says how far the rule of a record looks round its keyword. */
  #tell(reach: Reach, index: number, offset: number): void {
    const { admissions, maxLengths } = this.#tables
    const most = maxLengths[admissions.records[RECORD * index] as number] as number
    const end = offset + (admissions.lengths[index] as number)
    const begin = startOf(admissions.records, index, offset)
    // what is found stands where it begins, which may be as far before the keyword as the rule looks
    if (begin === null) reach.need(offset - most, end + most, offset - most, end)
    else reach.need(begin - LOOK_BEHIND, begin + most, begin, end)
  }

  #match(text: Text, windows: RuleWindows, { isWanted, budget }: PatternRequest): readonly Hit[] {
    const hits: Hit[] = []
    for (const window of windows.cheapestFirst()) {
      const rule = this.#rules.at(window.rule)
      if (!isWanted(rule) || !budget.spend(window.work)) continue
      const { specificity, confidence } = rule
      for (const span of matchPattern(this.#patternOf(rule, window), text, window)) {
        hits.push({ rule, start: span.start, end: span.end, specificity, confidence, reasons: [] })
      }
    }
    return hits
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

/** Where the match would begin, null where the record does not say. */
function startOf(records: Int32Array, index: number, offset: number): number | null {
  return records[RECORD * index + 1] === BEGINS.match ? offset - (records[RECORD * index + 2] as number) : null
}
