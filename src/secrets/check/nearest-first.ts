import type { CompiledRule } from '../../model/rule.ts'

/** The rules, first those whose literal start the value has. */
export function nearestFirst(value: string, rules: readonly CompiledRule[]): readonly CompiledRule[] {
  const shared = ({ shownPrefix }: CompiledRule) => (value.startsWith(shownPrefix) ? shownPrefix.length : 0)
  return rules.toSorted((a, b) => shared(b) - shared(a))
}
