import { genericTemplate } from '../../secrets/mock/generic-templates.ts'
import type { MockRecipe } from '../../secrets/mock/mock-value.ts'
import { openBuiltInRules } from '../built-in-rules.ts'
import { completeMock } from '../complete-mock.ts'

/** What mocks of the built-in rules are made from, by the id of the rule. */
export function readMockRecipes(): ReadonlyMap<string, MockRecipe> {
  const rules = openBuiltInRules()
  const checks = new Map(rules.pack().rules.map((rule) => [rule.id, rule.checks]))
  return new Map(
    rules.docs().map(({ id, mock }) => {
      const template = genericTemplate(id) ?? mock
      return [id, { ruleId: id, template, complete: (before) => completeWith(checks.get(id) ?? [], before) }]
    }),
  )
}

function completeWith(checks: readonly string[], before: string): string {
  for (const check of checks) {
    const completion = completeMock(check, before)
    if (completion !== null) return completion
  }
  return ''
}
