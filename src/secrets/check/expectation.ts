import { ScanError } from '../../model/errors.ts'
import type { CompiledRule, RuleDocs } from '../../model/rule.ts'
import type { KeyDefinition } from '../definition/key-definition.ts'
import type { RuleBook } from './rule-book.ts'
import type { Expectation } from './secrets-report.ts'
import { shapeOf } from './value-shape.ts'

/** The rule that a key goes by, null where its definition names none; an error where there is no such rule. */
export async function findRule(name: string, definition: KeyDefinition, rules: RuleBook): Promise<CompiledRule | null> {
  if (definition.rule === undefined) return null
  const rule = await rules.rule(definition.rule)
  if (rule !== null) return rule
  throw new ScanError('CONFIG_INVALID', `${name} names a rule that does not exist: ${definition.rule}`, {
    hint: 'keywarden rules list shows the rules',
  })
}

/** What is told to whoever has to find a value. The definition knows better than the rule. */
export function expectationOf(definition: KeyDefinition, docs: RuleDocs | null): Expectation {
  const { description = '', url = '', example = '' } = definition
  return {
    description: description || (docs?.description ?? ''),
    shape: example || (docs === null ? '' : shownShape(docs.mock)),
    url: url || (docs?.revokeUrl ?? ''),
  }
}

function shownShape(mock: string): string {
  const { text, shortest, longest } = shapeOf(mock)
  if (longest === null) return text
  return `${text}, ${shortest === longest ? shortest : `${shortest} to ${longest}`} characters`
}
