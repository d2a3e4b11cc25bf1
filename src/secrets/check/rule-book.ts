import type { CompiledRule, RuleDocs } from '../../model/rule.ts'

/** The scanner's rules, as far as checking values needs them: read when the first one is asked for. */
export interface RuleBook {
  /** Null where there is no such rule. */
  rule(id: string): Promise<CompiledRule | null>
  docs(id: string): Promise<RuleDocs | null>
  /** Ids of the rules whose secrets a variable of that name holds: `ANTHROPIC_API_KEY`; empty where nothing tells. */
  namedBy(variable: string): Promise<readonly string[]>
}
