import { expect, test } from 'vitest'
import { formatProblem } from '../../src/rules/rule-problem.ts'

const problem = { file: 'rules/acme.toml', line: 12, column: 3, message: 'name is missing' }

test('a problem is one line, with its hint where there is one', () => {
  expect(formatProblem({ ...problem, hint: '' })).toBe('rules/acme.toml:12:3: name is missing')
  expect(formatProblem({ ...problem, hint: 'write one' })).toBe('rules/acme.toml:12:3: name is missing (write one)')
})
