import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundLeft, rightBound } from '../../src/rules/bounds.ts'
import { parsePattern } from '../../src/rules/pattern/parse-pattern.ts'
import type { PatternNode } from '../../src/rules/pattern/pattern-tree.ts'
import { arbitraryPattern } from './pattern/arbitrary-pattern.ts'

const bounded = (source: string) => {
  const tree = parsePattern(source, '').tree as PatternNode
  return new RegExp(`(?:${boundLeft(source, tree)})${rightBound(tree)}`)
}
// a literal start, a start of several lengths, one of alternatives, a class that says nothing, a look-ahead
const PATTERNS = [
  'ab_[0-9]{4}',
  '(?:ab|a)b?_[0-9]{4}',
  '(?:ab|xy)_[0-9]{4}',
  '[a-z]{2}_[0-9]{4}',
  '(?=ab)[a-z_]{3}[0-9]{4}',
]

test.each(
  PATTERNS.flatMap(
    (source) =>
      [
        [source, 'ab_1234', true],
        [source, '"ab_1234"', true],
        [source, '-ab_1234', true],
        [source, '--token=ab_1234', true],
        [source, 'é ab_1234 é', true],
        [source, 'x\\nab_1234\\n', true],
        [source, 'key%3Dab_1234%26', true],
        [source, 'key\\u003dab_1234', true],
        [source, 'key\\x3Dab_1234', true],
        [source, 'xab_1234', false],
        [source, '_ab_1234', false],
        [source, '%3ab_1234', false],
        [source, 'u003dab_1234', false],
        [source, 'ab_12345', false],
        [source, 'ab_1234x', false],
        [source, 'ab_1234_', false],
      ] as const,
  ),
)('%s in %s: %s', (source, text, isFound) => expect(bounded(source).test(text)).toBe(isFound))

test('what the expression can end with does not follow', () => {
  const pattern = bounded('ab[0-9+/]{4}={0,2}')
  expect(['ab1+/4', 'ab1+/4=', 'ab1+/4-'].map((text) => pattern.exec(text)?.[0])).toEqual([
    'ab1+/4',
    'ab1+/4=',
    'ab1+/4',
  ])
  expect(['ab1+/4+', 'ab1+/4===', 'ab1+/4/'].map((text) => pattern.test(text))).toEqual([false, false, false])
})

test('wherever the left bound is tested, the same texts match', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'C', '_', '-', '.', ' ', '0', '\\n', '%3d', 'abc'),
    maxLength: 10,
  })
  fc.assert(
    fc.property(arbitraryPattern, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
      const pattern = `(?:${source})`
      const tree = parsePattern(pattern, '').tree as PatternNode
      const bound = new RegExp(boundLeft(pattern, tree), 'g')
      const plain = new RegExp(String.raw`(?:(?<!\w)|(?<=\\[nrtbfv0]|%[\dA-Fa-f]{2}))${pattern}`, 'g')
      for (const tried of texts) expect(tried.match(bound)).toEqual(tried.match(plain))
    }),
    { numRuns: 300 },
  )
})
