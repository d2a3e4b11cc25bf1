import { expect, test } from 'vitest'
import { planLines, type RotationPlan } from '../../../src/commands/rotate/rotate-lines.ts'

const PLAN: RotationPlan = { key: 'KEY', store: 'a store', value: '', trial: 'none', grace: 0, record: null, finding: '' }

test.each([
  ['', 'run it with --generate alnum:32 or --from-stdin, and --yes'],
  ['32 letters and digits, generated', 'run it with --yes'],
])('the plan for the value "%s" ends with what to write next', (value, next) => {
  expect(planLines({ ...PLAN, value }).at(-1)).toBe(next)
})
