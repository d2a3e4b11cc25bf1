import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePattern } from '../../../src/rules/pattern/parse-pattern.ts'
import { randomSource } from '../../../src/rules/random-source.ts'
import { arbitraryPattern } from './arbitrary-pattern.ts'
import { matchOf } from './match-of.ts'

test.each([
  ['a+', 0, 'a+ has no upper bound'],
  ['ab*', 1, 'b* has no upper bound'],
  ['(?=a{3,})b', 3, 'a{3,} has no upper bound'],
  ['(a)\\1', 3, '\\1 is not allowed'],
  ['(?<x>a)\\k<x>', 7, '\\k<x> is not allowed'],
  ['aé', 1, 'character outside ASCII'],
  ['[a-é]', 1, 'character outside ASCII'],
  ['a\\u0142', 1, 'character outside ASCII'],
  ['a[]', 1, '[] matches nothing'],
  ['a\\k', 1, '\\k escapes nothing'],
  ['[\\p]', 1, '\\p escapes nothing'],
  ['a\\u00', 1, '\\u escapes nothing'],
])('%s is refused at %i: %s', (source, offset, message) => {
  expect(parsePattern(source, '').faults).toMatchObject([{ offset, message }])
})

test.each(['(a', '[b-a]', 'a{2,1}', '(?i:a)', '(?<n>a)|(?<n>b)', '*'])('%s is no regular expression', (source) => {
  const { tree, faults } = parsePattern(source, '')
  expect(tree).toBeNull()
  expect(faults).toMatchObject([{ message: expect.stringMatching(/^not a regular expression: /) }])
})

test('bytes above ASCII may be written as escapes', () => expect(parsePattern('[\\x80-\\xff]', '').faults).toEqual([]))

test.each(['', 'i'] as const)('texts made from the tree match the expression (flags "%s")', (flags) => {
  fc.assert(
    fc.property(arbitraryPattern, fc.string(), (source, seed) => {
      const { tree, faults } = parsePattern(source, flags)
      expect(faults).toEqual([])
      if (tree === null) return
      const text = matchOf(tree, randomSource(seed))
      // the engine may need exponential time for such expressions
      fc.pre(text.length <= 16)
      expect(text).toMatch(new RegExp(`^(?:${source})$`, flags))
    }),
    { numRuns: 300 },
  )
})
