import { expect, test } from 'vitest'
import { shapeFaults } from '../../../src/rules/pattern/linear-shape.ts'
import { parsePattern } from '../../../src/rules/pattern/parse-pattern.ts'
import type { PatternNode } from '../../../src/rules/pattern/pattern-tree.ts'

const faultsOf = (source: string) => shapeFaults(parsePattern(source, '').tree as PatternNode)

test.each([
  'ghp_[A-Za-z0-9]{36}',
  '[\\w-]{20,400}\\.[\\w-]{20,4000}\\.[\\w-]{20,400}',
  '(?:[a-z]{1,63}\\.){1,8}com',
  '[a-z]{1,50}[0-9]{1,50}',
  '[a-z]{1,50}-[a-z]{1,50}',
  '(?:ab|cd){1,50}',
  '[a-z]{8,10}[a-z]{2}[a-z]{1,4}',
  '-----BEGIN [A-Z ]{0,30}KEY-----[\\s\\S]{64,8000}?-----END [A-Z ]{0,30}KEY-----',
  '(?:[0-9]{9,14}-){1,3}[A-Za-z0-9]{16,64}',
])('%s is linear', (source) => expect(faultsOf(source)).toEqual([]))

test.each([
  ['nested', '(?:[a-z]{1,50}){1,50}'],
  ['nested with an option', '(?:[a-z]{1,50}-?){1,50}'],
  ['nested, the outer one exact', '(?:[a-z]{1,50}){3}'],
  ['repeats what can be empty', '(?:a?){1,50}'],
  ['adjacent', '[a-z]{1,50}[a-z0-9]{1,50}'],
  ['adjacent round an option', '[ ]{0,20}"?[ ]{0,20}'],
  ['apart by what both match', '[\\w-]{1,50}-[\\w-]{1,50}'],
  ['apart by a word that both match', '[\\w.]{0,40}key[\\w.]{0,40}'],
  ['alternatives that overlap in a loop', '(?:ab|a|b){1,50}'],
  ['inside a look-around', 'x(?=[a-z]{1,50}[a-z]{1,50})'],
])('%s: %s is not', (_, source) => expect(faultsOf(source)).not.toEqual([]))

test('the fault names the quantifiers and stands at the second', () => {
  expect(faultsOf('x[a-z]{1,50}[a-c]{1,50}')).toMatchObject([
    { offset: 12, message: '[a-z]{1,50} and [a-c]{1,50} can share one text in many ways' },
  ])
})
