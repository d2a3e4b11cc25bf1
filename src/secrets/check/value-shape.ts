import type { CompiledRule, RuleDocs } from '../../model/rule.ts'
import { parseMockTemplate } from '../../rules/mock-template.ts'
import { parsePattern } from '../../rules/pattern/parse-pattern.ts'
import { patternReach } from '../../rules/pattern/pattern-reach.ts'
import { findSecretGroup } from '../../rules/pattern/pattern-tree.ts'

/** What values of a rule look like, told without making one. */
export interface ValueShape {
  /** `sk-ant-api03-…AA`: what an example of them shares with others, and dots for the rest. */
  readonly text: string
  /** Characters, at the least and at the most; 0 where the pattern does not say it. */
  readonly shortest: number
  readonly longest: number
}

/** The shape that a rule describes: lengths by its pattern, the rest by its mock. */
export function shapeOf({ source, flags }: Pick<CompiledRule, 'source' | 'flags'>, { mock }: RuleDocs): ValueShape {
  const parts = parseMockTemplate(mock).parts.map((part) => (part.kind === 'text' ? part.text : '…'))
  const { tree } = parsePattern(source, flags.includes('i') ? 'i' : '')
  const secret = tree === null ? undefined : findSecretGroup(tree)
  const { min, max } = secret === undefined ? { min: 0, max: 0 } : patternReach(secret)
  return { text: parts.join('').replace(/…+/g, '…'), shortest: min, longest: max }
}

/** `sk-ant-api03-…AA, 108 characters` */
export function shapeText({ text, shortest, longest }: ValueShape): string {
  if (longest === 0) return text
  return `${text}, ${shortest === longest ? shortest : `${shortest} to ${longest}`} characters`
}
