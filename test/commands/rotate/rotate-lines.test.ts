import { expect, test } from 'vitest'
import { rotateCommand } from '../../../src/commands/rotate/rotate-command.ts'
import { planLines, type RotationPlan } from '../../../src/commands/rotate/rotate-lines.ts'

const PLAN: RotationPlan = {
  ...{ key: 'KEY', store: 'a store', value: '', trial: 'none', grace: 0 },
  ...{ record: null, command: '', finding: '' },
}

test.each([
  ['', 'run it with --generate alnum:32 or --from-stdin, and --yes'],
  ['32 letters and digits, generated', 'run it with --yes'],
])('the plan for the value "%s" ends with what to write next', (value, next) => {
  expect(planLines({ ...PLAN, value }).at(-1)).toBe(next)
})

test.each([
  [null, null, 'keywarden secrets rotate KEY --yes'],
  ['env-file', 'production', 'keywarden secrets rotate KEY --store env-file --env production --yes'],
  ['a place; with more', null, 'keywarden secrets rotate KEY --store … --yes'],
])('the line that goes on names store "%s" and environment "%s"', (store, environment, line) => {
  expect(rotateCommand('KEY', store, environment)).toBe(line)
})
