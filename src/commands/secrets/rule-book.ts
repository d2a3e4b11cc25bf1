import type { CompiledRule, RuleDocs } from '../../model/rule.ts'
import type { RuleBook } from '../../secrets/check/rule-book.ts'
import { rulesByName } from './rules-by-name.ts'

interface LoadedRules {
  readonly rules: readonly CompiledRule[]
  readonly docs: () => readonly RuleDocs[]
}

/** The built-in rules and those of the settings, read when the first one is asked for. @param files absolute paths */
export function openRuleBook(files: readonly string[]): RuleBook {
  let loading: Promise<LoadedRules> | null = null
  let byName: ReadonlyMap<string, readonly string[]> | null = null
  const load = () => {
    loading ??= loadRules(files)
    return loading
  }
  return {
    rule: async (id) => (await load()).rules.find((rule) => rule.id === id) ?? null,
    namedBy: async (variable) => {
      const { rules, docs } = await load()
      byName ??= rulesByName(rules, docs())
      return byName.get(variable) ?? []
    },
    docs: async (id) => (await load()).docs().find((docs) => docs.id === id) ?? null,
  }
}

/** Imported late: a program whose keys have no rules does without the scanner. */
async function loadRules(files: readonly string[]): Promise<LoadedRules> {
  const { openBuiltInRules } = await import('../built-in-rules.ts')
  const builtIn = openBuiltInRules()
  let builtInDocs: readonly RuleDocs[] | null = null
  const docs = () => {
    builtInDocs ??= builtIn.docs()
    return builtInDocs
  }
  if (files.length === 0) return { rules: builtIn.pack().rules, docs }
  const { compileOwnRules } = await import('../compile-own-rules.ts')
  const own = await compileOwnRules(files, builtIn.pack())
  return { rules: own.pack.rules, docs: () => [...docs(), ...own.docs] }
}
