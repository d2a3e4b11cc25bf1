import { mockOf } from '../../rules/check-examples.ts'
import { openBuiltInRules } from '../built-in-rules.ts'
import { completeMock } from '../complete-mock.ts'

/** A file with a made-up secret, for hooks to find. */
export interface Bait {
  readonly name: string
  readonly content: string
  /** Rule that finds it. */
  readonly ruleId: string
}

const RULES = ['github-pat', 'npm-access-token', 'slack-bot-token', 'stripe-secret-key']

/** A bait of a rule that the settings have not switched off; null where they have switched off all that could be used. */
export function makeBait(disabled: readonly string[]): Bait | null {
  const builtIn = openBuiltInRules()
  const docs = builtIn.docs().find(({ id }) => RULES.includes(id) && !disabled.includes(id))
  const rule = builtIn.pack().rules.find(({ id }) => id === docs?.id)
  if (docs === undefined || rule === undefined) return null
  const secret = mockOf({ mock: docs.mock, checks: rule.checks }, 'doctor', { complete: completeMock })
  return { name: 'keywarden-doctor.js', content: `const token = '${secret}'\n`, ruleId: docs.id }
}
