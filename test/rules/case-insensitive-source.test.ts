import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseInsensitiveSource } from '../../src/rules/case-insensitive-source.ts'
import { arbitraryPattern } from './pattern/arbitrary-pattern.ts'

test.each([
  ['ab', '[Aa][Bb]'],
  ['[a-c_]', '[A-Ca-c_]'],
  ['a{2}\\x62', '[Aa]{2}[Bb]'],
  ['\\d\\w1-', '\\d\\w1-'],
  ['(?<key>x)', '(?<key>[Xx])'],
])('%s becomes %s', (source, both) => expect(caseInsensitiveSource(source)).toBe(both))

test('it matches what flag i matches', () => {
  const text = fc.string({ unit: fc.constantFrom(...'abcdekyABCDEKY019_-.'), maxLength: 12 })
  fc.assert(
    fc.property(arbitraryPattern, fc.array(text, { minLength: 5, maxLength: 5 }), (source, texts) => {
      const both = new RegExp(caseInsensitiveSource(source), 'g')
      const flagged = new RegExp(source, 'gi')
      for (const tried of texts) expect(tried.match(both)).toEqual(tried.match(flagged))
    }),
    { numRuns: 300 },
  )
})
