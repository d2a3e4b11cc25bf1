import type { CompiledRule } from '../model/rule.ts'

/** The rules that a detector works by, each read when it is first asked for. */
export interface RuleBook {
  /** The rule of that place in the order that the detector's tables count by. */
  at(index: number): CompiledRule
  named(id: string): CompiledRule | undefined
}

/** A book of rules that are at hand. */
export function ruleBookOf(rules: readonly CompiledRule[]): RuleBook {
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  return { at: (index) => rules[index] as CompiledRule, named: (id) => byId.get(id) }
}
