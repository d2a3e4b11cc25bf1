import { openBuiltInRules } from '../../src/commands/built-in-rules.ts'
import { completeMock } from '../../src/commands/complete-mock.ts'
import { mockOf } from '../../src/rules/check-examples.ts'

const rules = openBuiltInRules()
const checks = new Map(rules.pack().rules.map((rule) => [rule.id, rule.checks]))
const templates = new Map(rules.docs().map((docs) => [docs.id, docs.mock]))

/** A value of the form that the built-in rule describes; the same for the same seed. */
export function mock(ruleId: string, seed = 'test'): string {
  const template = templates.get(ruleId)
  if (template === undefined) throw new Error(`there is no rule ${ruleId}`)
  return mockOf({ mock: template, checks: checks.get(ruleId) ?? [] }, seed, { complete: completeMock })
}
