import { boundLeft, rightBound } from './bounds.ts'
import { caseInsensitiveSource } from './case-insensitive-source.ts'
import { contextLeadIn } from './context-lead-in.ts'
import type { ParsedRule } from './parsed-rule.ts'
import { findSecretGroup, type PatternNode } from './pattern/pattern-tree.ts'

/** A pattern and what it has to stand in. */
export type PatternSetting = Pick<ParsedRule, 'pattern' | 'flags' | 'bounds' | 'context' | 'contextKeys'>

/** The expression that the engine runs: `context` leads in, or the left bound keeps out; the right bound closes. */
export function wrapPattern(rule: PatternSetting, tree: PatternNode): string {
  const pattern = rule.flags === 'i' ? caseInsensitiveSource(rule.pattern) : rule.pattern
  const isInContext = rule.context.length > 0
  const bound = isInContext || rule.bounds === 'none' ? pattern : boundLeft(pattern, tree)
  const group = findSecretGroup(tree) === undefined ? `(?<secret>${bound})` : `(?:${bound})`
  const lead = isInContext ? contextLeadIn(rule.context, rule.contextKeys) : ''
  return lead + group + (rule.bounds === 'none' ? '' : rightBound(tree))
}
