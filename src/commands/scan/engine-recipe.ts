import { createDetector, type Detector } from '../../detect/detector.ts'
import type { DetectorTables } from '../../detect/detector-tables.ts'
import type { Finder, Search } from '../../detect/finder.ts'
import type { KnownFinder } from '../../detect/known-finder.ts'
import { ruleBookOf } from '../../detect/rule-book.ts'
import { ScanError } from '../../model/errors.ts'
import type { CompiledRule } from '../../model/rule.ts'
import type { BuiltInRules } from '../built-in-rules.ts'

/** What an engine is made of, as plain data: another thread makes the same one of it. */
export interface EngineRecipe {
  /** Null for the built-in rules. */
  readonly own: { readonly rules: readonly CompiledRule[]; readonly tables: DetectorTables } | null
  readonly disabled: readonly string[]
  readonly checksums: 'lenient' | 'strict'
  /** Whether the texts are to be looked at each by itself, or with what was found in others before. */
  readonly texts: 'files' | 'versions'
}

/** What an engine is made of beside its recipe. */
export interface EngineParts {
  readonly builtIn: BuiltInRules
  readonly makeKnown: MakeKnownFinder | null
  readonly makeFinder: ((search: Search) => Finder) | null
}

/** Makes a finder of known values, given where to look its rule up. */
export type MakeKnownFinder = (rule: (id: string) => CompiledRule) => KnownFinder

/** The engine of a recipe. */
export function makeDetector(
  { own, disabled, checksums }: EngineRecipe,
  { builtIn, makeKnown, makeFinder }: EngineParts,
): Detector {
  return createDetector({
    tables: own === null ? builtIn.tables() : own.tables,
    rules: own === null ? builtIn : ruleBookOf(own.rules),
    core: builtIn.core,
    disabled: new Set(disabled),
    checksums,
    ...(makeFinder && { makeFinder }),
    ...(makeKnown && { known: makeKnown((id) => requireRule(builtIn.named(id), id)) }),
  })
}

/** Ids of all rules of a recipe. */
export function idsOf({ own }: EngineRecipe, builtIn: BuiltInRules): ReadonlySet<string> {
  return new Set(own === null ? builtIn.ids() : own.rules.map(({ id }) => id))
}

function requireRule(rule: CompiledRule | undefined, id: string): CompiledRule {
  if (rule !== undefined) return rule
  throw new ScanError('INTERNAL', `the built-in rule ${id} is missing`, { hint: 'install keywarden again' })
}
