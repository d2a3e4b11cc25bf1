import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileRule } from '../../src/rules/compile-rule.ts'
import { parseRuleFile } from '../../src/rules/parse-rule-file.ts'
import type { ParsedRule } from '../../src/rules/parsed-rule.ts'
import { ruleText } from './rule-text.ts'

const sound = parseRuleFile('acme.toml', ruleText()).parsed?.rules[0] as ParsedRule
const compile = (changes: Partial<ParsedRule>) => compileRule({ ...sound, ...changes }, 'acme')
const compiled = (changes: Partial<ParsedRule>) => {
  const { rule, faults } = compile(changes)
  expect(faults).toEqual([])
  return rule as NonNullable<typeof rule>
}
const secretsIn = (text: string, changes: Partial<ParsedRule>) => {
  const { source, flags } = compiled(changes)
  return [...text.matchAll(new RegExp(source, `g${flags}`))].map((match) => match.groups?.['secret'])
}

test('the secret is what the pattern describes, without what stands round it', () => {
  const pattern = 'acme_[0-9a-f]{8}'
  expect(secretsIn('a="acme_0123abcd", b=acme_89abcdef.', { pattern })).toEqual(['acme_0123abcd', 'acme_89abcdef'])
})

test('a group named secret is the secret, bounds stand round the whole pattern', () => {
  const pattern = 'https://(?<secret>[0-9a-f]{8})@acme'
  expect(secretsIn('url=https://0123abcd@acme/', { pattern })).toEqual(['0123abcd'])
  expect(secretsIn('url=https://0123abcd@acmeX', { pattern })).toEqual([])
})

test('without bounds a match may stand inside a word', () => {
  const pattern = 'acme[0-9]{4}'
  expect(secretsIn('xacme12345', { pattern })).toEqual([])
  expect(secretsIn('xacme12345', { pattern, bounds: 'none' })).toEqual(['acme1234'])
})

test('a pattern that ignores case needs no flag, and the lead-in keeps its own case', () => {
  const rule = { pattern: 'ab[c-e]_[^x]\\d{2}(?:Q|\\x52)', flags: 'i', keywords: ['ab'] } as const
  expect(compiled(rule).flags).toBe('')
  expect(secretsIn('aBD_y12q AbC_X12q abE_z34r', rule)).toEqual(['aBD_y12q', 'abE_z34r'])
  const inContext = { ...rule, context: ['zeta'], keywords: [] }
  expect(secretsIn('myZetaKey=ABc_-99Q myzetaKey=ABc_-99Q', inContext)).toEqual(['ABc_-99Q'])
})

test('in context the value counts only behind its word, and the word is the keyword', () => {
  const rule = { pattern: '[0-9a-f]{8}', context: ['acme'] }
  expect(secretsIn('acme_key=0123abcd other_key=89abcdef', rule)).toEqual(['0123abcd'])
  expect(compiled(rule).keywords).toEqual(['acme'])
})

test.each([
  ['acme_[0-9]{8}', 'acme_'],
  ['a_[0-9]{8}', 'a_'],
  ['a[0-9]{8}', ''],
  ['acme_[0-9]{7}', ''],
  ['acme_[0-9]{0,400}', ''],
  ['https://hooks\\.acme\\.example/[0-9]{8}', 'https://hooks.ac'],
  ['https://acme\\.example/(?<secret>[0-9]{8})', ''],
  ['https://acme\\.example/(?<secret>key-[0-9]{8})', 'key-'],
])('%s shows its prefix "%s"', (pattern, prefix) => {
  expect(compiled({ pattern, context: ['acme'] }).shownPrefix).toBe(prefix)
})

test('the longest match counts what the bounds look at', () => {
  // an escape of six characters or what stands before a word, five of the secret, one behind it
  expect(compiled({ pattern: 'acme1' }).maxLength).toBe(13)
  expect(compiled({ pattern: 'acme1', bounds: 'none' }).maxLength).toBe(5)
})

test('the more a rule says of its secret, the more specific it is', () => {
  const specificities = [
    compiled({ detector: 'entropy', pattern: '' }),
    compiled({ detector: 'assignment', pattern: '' }),
    compiled({ pattern: '[0-9a-f]{32}', context: ['acme'] }),
    compiled({ pattern: '[0-9a-f]{32}', context: ['acmecloud'] }),
    compiled({ pattern: 'sk-[0-9a-f]{32}' }),
    compiled({ pattern: 'sk-[0-9a-f]{32}', context: ['acme'] }),
    compiled({ pattern: 'sk-acme-[0-9a-f]{32}' }),
  ].map(({ specificity }) => specificity)
  expect(specificities).toEqual([...specificities].sort((a, b) => a - b))
  expect(new Set(specificities).size).toBe(specificities.length)
})

test('keywords that each match holds are kept, others are refused with a match that holds none', () => {
  const pattern = '(?:acme|zeta)_[0-9]{8}'
  expect(compiled({ pattern, keywords: ['zeta_', 'acme_'] }).keywords).toEqual(['acme_', 'zeta_'])
  expect(compile({ pattern, keywords: ['acme_'] }).faults).toMatchObject([
    { field: 'keywords', message: expect.stringContaining('zeta_'), hint: expect.stringContaining('acme_, zeta_') },
  ])
})

test.each([
  ['[0-9a-f]{32}', 'the pattern holds no literal of 3 characters that each match shares'],
  ['ab[0-9]{8}', 'the pattern holds no literal of 3 characters that each match shares'],
  ['acme_[0-9]{1,20000}', 'the longest match has 20005 bytes'],
  ['(?:acme)?', 'the secret can be empty'],
  ['acme_(?<secret>[0-9]{0,8})', 'the secret can be empty'],
  ['acme_[0-9]+', '[0-9]+ has no upper bound'],
  ['acme_(', 'not a regular expression: Unterminated group'],
  ['acme_[0-9]{1,90}[0-9a-f]{1,90}', '[0-9]{1,90} and [0-9a-f]{1,90} can share one text in many ways'],
])('%s is refused: %s', (pattern, message) => {
  const { rule, faults } = compile({ pattern })
  expect(rule).toBeNull()
  expect(faults.map((fault) => fault.message)).toEqual([message])
})

test('whatever the pattern, it compiles to an expression that Node reads, or has a fault', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'acme_',
      'a',
      '[a-z]',
      '[^x]',
      '\\d',
      '.',
      '{2}',
      '{1,9}',
      '?',
      '*',
      '(',
      ')',
      '(?:',
      '|',
      '[',
      ']',
    ),
    fc.constantFrom('(?=', '(?!', '(?<=', '(?<!', '(?<secret>', '\\b', '^', '$', '\\1', '\\k<secret>', '{', '\\u0061'),
    fc.string({ maxLength: 3 }),
  )
  let compiledCount = 0
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 9 }),
      fc.constantFrom('', 'i'),
      fc.subarray(['acme', 'zeta']),
      (pieces, flags, context) => {
        const { rule, faults } = compile({ pattern: `acme_${pieces.join('')}`, flags, context })
        expect(rule === null).toBe(faults.length > 0)
        if (rule === null) return
        compiledCount++
        expect(rule.source).toMatch(/\(\?<secret>/)
        expect(() => new RegExp(rule.source, `dg${rule.flags}`)).not.toThrow()
      },
    ),
    { numRuns: 500 },
  )
  expect(compiledCount).toBeGreaterThan(0)
})
