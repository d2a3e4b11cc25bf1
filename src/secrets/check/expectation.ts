import { ScanError } from '../../model/errors.ts'
import type { CompiledRule, RuleDocs } from '../../model/rule.ts'
import type { KeyDefinition } from '../definition/key-definition.ts'
import type { RuleBook } from './rule-book.ts'
import type { Expectation } from './secrets-report.ts'
import { shapeOf } from './value-shape.ts'

/** The rules one of which the value of a key has to fit; an error where one of them does not exist. */
export async function findRules(
  name: string,
  { rule = [] }: KeyDefinition,
  rules: RuleBook,
): Promise<readonly CompiledRule[]> {
  return Promise.all([rule].flat().map(async (id) => (await rules.rule(id)) ?? refuse(name, id)))
}

function refuse(name: string, id: string): never {
  throw new ScanError('CONFIG_INVALID', `${name} names a rule that does not exist: ${id}`, {
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
