import { once } from '../../model/once.ts'
import type { CompiledRule, RuleDocs } from '../../model/rule.ts'
import type { RuleBook } from '../../secrets/check/rule-book.ts'
import { rulesByName } from './rules-by-name.ts'

interface LoadedRules {
  readonly named: (id: string) => CompiledRule | undefined
  readonly all: () => readonly CompiledRule[]
  readonly docs: () => readonly RuleDocs[]
}

/** The built-in rules and those of the settings, read when the first one is asked for. @param files absolute paths */
export function openRuleBook(files: readonly string[]): RuleBook {
  const load = once(() => loadRules(files))
  const byName = once(async () => {
    const { all, docs } = await load()
    return rulesByName(all(), docs())
  })
  return {
    rule: async (id) => (await load()).named(id) ?? null,
    namedBy: async (variable) => (await byName()).get(variable) ?? [],
    docs: async (id) => (await load()).docs().find((docs) => docs.id === id) ?? null,
  }
}

/** Imported late: a program whose keys have no rules does without the scanner. Of the built-in rules only those named are read. */
async function loadRules(files: readonly string[]): Promise<LoadedRules> {
  const { openBuiltInRules } = await import('../built-in-rules.ts')
  const builtIn = openBuiltInRules()
  const docs = once(() => builtIn.docs())
  if (files.length === 0) return { named: (id) => builtIn.named(id), all: () => builtIn.pack().rules, docs }
  const { compileOwnRules } = await import('../compile-own-rules.ts')
  const own = await compileOwnRules(files, builtIn.pack())
  return {
    named: (id) => own.pack.rules.find((rule) => rule.id === id),
    all: () => own.pack.rules,
    docs: () => [...docs(), ...own.docs],
  }
}
