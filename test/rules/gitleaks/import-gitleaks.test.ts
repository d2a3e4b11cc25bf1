import { describe, expect, test } from 'vitest'
import { checkExamples } from '../../../src/rules/check-examples.ts'
import { compilePack } from '../../../src/rules/compile-pack.ts'
import { importGitleaks } from '../../../src/rules/gitleaks/import-gitleaks.ts'
import { translateExpression } from '../../../src/rules/gitleaks/translate-expression.ts'
import { formatProblem } from '../../../src/rules/rule-problem.ts'
import { blobOf, engineOf } from '../../detect/engine.ts'

const rule = (id: string, lines: readonly string[]) => ['[[rules]]', `id = "${id}"`, ...lines].join('\n')
const remarksOf = (text: string) => importGitleaks(text).remarks

describe('an expression', () => {
  test.each([
    ['(?i)acme_[a-z]{8}', 'acme_[a-z]{8}', 'i', []],
    ['acme_([a-z]{8})', 'acme_(?<secret>[a-z]{8})', '', []],
    ['(?P<key>ab)c', '(?<secret>ab)c', '', []],
    ['[[:alnum:]_]{8}', '[0-9A-Za-z_]{8}', '', []],
    [String.raw`\Qa.b\Ec`, String.raw`a\.bc`, '', []],
    [String.raw`ab\x{41}`, String.raw`ab\x41`, '', []],
    [String.raw`ab\z`, 'ab', '', [String.raw`\z is dropped: a match may stand anywhere`]],
    ['ab(?i)c', 'abc', 'i', ['(?i): letter case counts nowhere in it']],
    ['ab(?i:c)', 'ab(?:c)', 'i', ['(?i:: letter case counts nowhere in it']],
    ['(?s)a.b', 'a.b', '', ['flag s of (?s) is dropped']],
    ['x[a-z]+?', 'x[a-z]{1,201}?', '', ['[a-z]+? is bounded: {1,201}?']],
    ['x[a-z]{20,}', 'x[a-z]{20,220}', '', ['[a-z]{20,} is bounded: {20,220}']],
  ] as const)('%s becomes %s', (source, pattern, flags, remarks) => {
    expect(translateExpression(source, 0)).toEqual({ pattern, flags, remarks })
  })

  test('the group that is named is the secret, the others are none', () => {
    expect(translateExpression('(a)(b)', 2).pattern).toBe('(?:a)(?<secret>b)')
    expect(() => translateExpression('(a)(b)', 3)).toThrow('there is no group 3')
  })

  test.each([String.raw`\p{Greek}`, String.raw`\x{1F511}`, '[[:^alpha:]]', 'a++'])('%s is refused', (source) => {
    expect(() => translateExpression(source, 0)).toThrow()
  })
})

test('rules become a rule file that passes the check and finds what they found', () => {
  const { text, rules, remarks } = importGitleaks(
    [
      'title = "ours"',
      rule('Acme Token', ["regex = '''(?i)acme_([a-z0-9]{32})\\b'''", 'keywords = ["acme_"]', 'description = "Acme"']),
      rule('other', ["regex = '''othr-[0-9A-F]{24,40}'''"]),
    ].join('\n'),
  )
  expect([rules, remarks]).toEqual([2, []])
  const result = compilePack([{ file: 'imported.toml', text }], { checks: null, takenIds: new Set() })
  expect(result.problems.map(formatProblem)).toEqual([])
  const engine = engineOf(result.pack.rules)
  const detect = (sample: string) =>
    engine.detect(blobOf(sample)).matches.map((match) => ({ ruleId: match.rule.id, secret: match.secret.reveal() }))
  expect(checkExamples(result.files, { detect, complete: () => null, seeds: ['a', 'b'] }).map(formatProblem)).toEqual(
    [],
  )
  expect(result.pack.rules.map(({ id, description }) => `${id}: ${description}`)).toEqual([
    'imported-acme-token: Acme',
    'imported-other: other',
  ])
})

test('what cannot be translated is told', () => {
  expect(remarksOf('[extend]\nuseDefault = true')).toEqual(['[extend] is left out: the built-in rules take its place'])
  expect(remarksOf(rule('a', ['regex = "acme_[a-z]{32}"', 'entropy = 3.5', 'path = "x"']))).toEqual([
    'a: entropy is left out: write a narrower pattern or negative examples instead',
    'a: path is left out: rules look at every file; allow paths under [allow] in keywarden.toml',
  ])
  expect(remarksOf(rule('a', ['path = "x"'])).at(-1)).toBe('a: left out: it has no regex')
  expect(remarksOf(rule('a', ["regex = 'acme_\\p{Lu}{8}'"]))).toEqual(['a: left out: \\p has no counterpart'])
  expect(remarksOf(rule('a', ["regex = '[a-f]{32}'"]))).toEqual([
    expect.stringMatching(/^a: left out: the pattern holds/),
  ])
  expect(remarksOf(rule('a', ["regex = 'acme_[a-z]{32}'", 'keywords = ["other"]']))).toEqual([
    expect.stringMatching(/^a: keywords are left out: a match may hold no keyword/),
  ])
})
