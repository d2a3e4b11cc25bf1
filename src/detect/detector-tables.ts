import type { CompiledRule } from '../model/rule.ts'
import { ESCAPE_CODES } from './decode/escape-table.ts'
import { KEY_WORDS } from './generic/key-words.ts'
import { type Admissions, AdmissionsBuilder } from './prefilter/admissions.ts'
import { type Automaton, buildAutomaton } from './prefilter/automaton.ts'
import { keywordLengths } from './prefilter/prefilter.ts'
import { NEAR } from './reach.ts'

/** What the engine needs before any rule is loaded, made when rules are compiled. */
export interface DetectorTables {
  readonly automaton: Automaton
  /** Length of each keyword. */
  readonly keywordLengths: Uint8Array
  readonly admissions: Admissions
  /** Longest match of each rule in bytes. */
  readonly maxLengths: Uint32Array
  /** Length of the run of code characters that each match of a rule holds; 255 stands for any more, 0 for none that counts. */
  readonly leastRuns: Uint8Array
}

/** Stands in a record of `Admissions` for the detector of assignments. */
export const ASSIGNMENT = -1
/** Stands there for the first of `ESCAPE_CODES`; the others follow downwards. */
const FIRST_ESCAPE = -2

/** Index in `ESCAPE_CODES` of what a number below `ASSIGNMENT` stands for. */
export function escapeIndex(number: number): number {
  return FIRST_ESCAPE - number
}

/** Tables for a set of rules; indices are those of `rules`. */
export function buildTables(rules: readonly CompiledRule[]): DetectorTables {
  const admissions = new AdmissionsBuilder()
  admissions.admitDetector(KEY_WORDS, ASSIGNMENT)
  for (const [index, { triggers }] of ESCAPE_CODES.entries()) admissions.admitDetector(triggers, FIRST_ESCAPE - index)
  for (const [index, rule] of rules.entries()) admissions.admitRule(rule, index)
  const keywords = admissions.keywords()
  return {
    automaton: buildAutomaton(keywords),
    keywordLengths: keywordLengths(keywords),
    admissions: admissions.build(),
    maxLengths: Uint32Array.from(rules, ({ maxLength }) => maxLength),
    // the run of a rule that looks far may lie outside the part of a text that is read: whoever reads on has to be told
    leastRuns: Uint8Array.from(rules, ({ leastRun, maxLength }) => (maxLength > NEAR ? 0 : Math.min(255, leastRun))),
  }
}
