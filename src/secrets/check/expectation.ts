import { ScanError } from '../../model/errors.ts'
import type { CompiledRule } from '../../model/rule.ts'
import type { KeyDefinition } from '../definition/key-definition.ts'
import type { RuleBook } from './rule-book.ts'
import type { Expectation } from './secrets-report.ts'

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
export async function expectationOf(
  { description = '', url = '', example = '' }: KeyDefinition,
  rule: CompiledRule | undefined,
  rules: RuleBook,
): Promise<Expectation> {
  const docs = rule === undefined ? null : await rules.docs(rule.id)
  if (rule === undefined || docs === null) return { description, shape: example, url }
  const { shapeOf, shapeText } = await import('./value-shape.ts')
  return {
    description: description || docs.description,
    shape: example || shapeText(shapeOf(rule, docs)),
    url: url || docs.revokeUrl,
  }
}
