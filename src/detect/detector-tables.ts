import type { CompiledRule } from '../model/rule.ts'
import { ESCAPE_CODES } from './decode/escape-table.ts'
import { KEY_WORDS } from './generic/key-words.ts'
import { buildAutomaton } from './prefilter/automaton.ts'
import { automatonFromBytes, automatonToBytes } from './prefilter/automaton-bytes.ts'
import { Prefilter } from './prefilter/prefilter.ts'

/** What the engine needs before any rule is loaded, made when rules are compiled. */
export interface DetectorTables {
  readonly prefilter: Prefilter
  /** Indices of the rules that each keyword admits; negative numbers stand for detectors that are no rule of their own. */
  readonly rulesOfKeyword: readonly (readonly number[])[]
  /** Longest match of each rule in bytes. */
  readonly maxLengths: Uint32Array
}

/** Stands in `rulesOfKeyword` for the detector of assignments. */
export const ASSIGNMENT = -1
/** Stands there for the first of `ESCAPE_CODES`; the others follow downwards. */
const FIRST_ESCAPE = -2

/** Index in `ESCAPE_CODES` of what a number below `ASSIGNMENT` stands for. */
export function escapeIndex(number: number): number {
  return FIRST_ESCAPE - number
}

/** The part of the tables that JSON can hold. */
export interface TablesIndex {
  readonly keywords: readonly string[]
  readonly rulesOfKeyword: readonly (readonly number[])[]
  readonly maxLengths: readonly number[]
}

/** Which rules each keyword admits; the indices are those of `rules`. */
export function indexRules(rules: readonly CompiledRule[]): TablesIndex {
  const byKeyword = new Map<string, number[]>()
  const admit = (keywords: readonly string[], number: number) => {
    for (const keyword of keywords) {
      const admitted = byKeyword.get(keyword)
      if (admitted === undefined) byKeyword.set(keyword, [number])
      else admitted.push(number)
    }
  }
  admit(KEY_WORDS, ASSIGNMENT)
  for (const [index, { triggers }] of ESCAPE_CODES.entries()) admit(triggers, FIRST_ESCAPE - index)
  for (const [index, { keywords }] of rules.entries()) admit(keywords, index)
  return {
    keywords: [...byKeyword.keys()],
    rulesOfKeyword: [...byKeyword.values()],
    maxLengths: rules.map((rule) => rule.maxLength),
  }
}

/** Tables for a set of rules that is compiled now. */
export function buildTables(rules: readonly CompiledRule[]): DetectorTables {
  const index = indexRules(rules)
  return tablesOf(index, new Prefilter(index.keywords))
}

/** The prefilter's automaton as bytes, for `readTables`. */
export function prefilterBytes(index: TablesIndex): Uint8Array {
  return automatonToBytes(buildAutomaton(index.keywords))
}

/** Tables from what a build has written. */
export function readTables(index: TablesIndex, bytes: Uint8Array): DetectorTables {
  return tablesOf(index, new Prefilter(index.keywords, automatonFromBytes(bytes)))
}

function tablesOf(index: TablesIndex, prefilter: Prefilter): DetectorTables {
  return { prefilter, rulesOfKeyword: index.rulesOfKeyword, maxLengths: Uint32Array.from(index.maxLengths) }
}
