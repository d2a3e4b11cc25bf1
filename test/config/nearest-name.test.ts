import { expect, test } from 'vitest'
import { nearestName } from '../../src/config/nearest-name.ts'

const names = ['staged', 'stdin', 'stdin-filename', 'range', 'format', 'fail-on', 'q']

test.each([
  ['stagd', 'staged'],
  ['satged', 'staged'],
  ['STAGED', 'staged'],
  ['formt', 'format'],
  ['fail_on', 'fail-on'],
  ['stdin-file', 'stdin-filename'],
  ['stdim', 'stdin'],
  ['zzz', null],
  ['', null],
  ['x'.repeat(41), null],
])('%j is meant to be %j', (typed, name) => {
  expect(nearestName(typed, names)).toBe(name)
})
