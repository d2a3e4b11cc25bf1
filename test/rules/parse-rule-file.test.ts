import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRuleFile } from '../../src/rules/parse-rule-file.ts'
import { ruleText, SOUND_RULE } from './rule-text.ts'

const messagesOf = (text: string, file = 'rules/acme.toml') =>
  parseRuleFile(file, text).problems.map(({ message }) => message)

test('a sound file gives its provider and its rules, defaults filled in', () => {
  const { parsed, problems } = parseRuleFile('rules/acme.toml', ruleText())
  expect(problems).toEqual([])
  expect(parsed?.provider).toEqual({ id: 'acme', name: 'Acme', url: 'https://acme.example', tags: ['cloud'] })
  expect(parsed?.rules).toMatchObject([
    { id: 'acme-key', detector: 'pattern', kind: 'token', flags: '', bounds: 'word', context: [], keywords: [] },
  ])
})

test('keywords and context words are lower-cased and named once', () => {
  const rule = { keywords: '["Acme_", "ACME_"]', context: '["Acme"]', context_keys: '["Key"]' }
  const { parsed } = parseRuleFile('acme.toml', ruleText({ rule }))
  expect(parsed?.rules[0]).toMatchObject({ keywords: ['acme_'], context: ['acme'], contextKeys: ['key'] })
})

test('a rule with a detector needs neither pattern, mock nor examples', () => {
  const rule = { ...SOUND_RULE, pattern: undefined, mock: undefined, detector: '"entropy"' }
  const text = ruleText({ rule }).replace(/\[rules\.examples\].*/s, '')
  const { parsed, problems } = parseRuleFile('acme.toml', text)
  expect(problems).toEqual([])
  expect(parsed?.rules[0]).toMatchObject({ detector: 'entropy', pattern: '', positive: [], negative: [] })
})

test.each([
  ['provider', 'id', '"other"', `provider id is not the file's name`],
  ['provider', 'id', '"Acme"', 'provider id is not kebab-case'],
  ['provider', 'name', undefined, 'name is missing or empty'],
  ['provider', 'url', '"http://acme.example"', 'url is not an https URL'],
  ['provider', 'url', '"https://me@acme.example"', 'url is not an https URL'],
  ['provider', 'tags', '[]', 'tags has 0 of at least 1 entries'],
  ['provider', 'tags', '["Big Cloud"]', 'tag is not kebab-case'],
  ['provider', 'colour', '"red"', 'unknown key colour'],
  ['rule', 'id', '"other-key"', `rule id does not begin with the provider's`],
  ['rule', 'id', '"acme-Key"', 'rule id is not kebab-case'],
  ['rule', 'description', '" "', 'description is missing or empty'],
  ['rule', 'pattern', undefined, 'pattern is missing or empty'],
  ['rule', 'pattern', '12', 'pattern is not a string'],
  ['rule', 'pattern', `'${'a'.repeat(2001)}'`, 'pattern has more than 2000 characters'],
  ['rule', 'flags', '"g"', 'flags has a value that is not known'],
  ['rule', 'bounds', '"line"', 'bounds has a value that is not known'],
  ['rule', 'keywords', '["ab"]', 'keyword has less than 3 characters'],
  ['rule', 'keywords', '["ünder"]', 'keyword is not printable ASCII'],
  ['rule', 'keywords', '[]', 'keywords has 0 of at least 1 entries'],
  ['rule', 'context', '["a b!"]', 'not a word of letters and digits'],
  ['rule', 'context', '["ai"]', 'word has less than 3 characters'],
  ['rule', 'context_keys', '["key"]', 'context_keys without context'],
  ['rule', 'kind', '"cookie"', 'kind has a value that is not known'],
  ['rule', 'severity', undefined, 'severity is missing'],
  ['rule', 'severity', '"fatal"', 'severity has a value that is not known'],
  ['rule', 'confidence', '"certain"', 'confidence has a value that is not known'],
  ['rule', 'checks', '["luhn", "luhn"]', 'check luhn is named twice'],
  ['rule', 'checks', '"luhn"', 'checks is not a list of strings'],
  ['rule', 'impact', undefined, 'impact is missing or empty'],
  ['rule', 'remedy', undefined, 'remedy is missing or empty'],
  ['rule', 'revoke_url', '"acme.example"', 'revoke_url is not an https URL'],
  ['rule', 'references', '[]', 'references has 0 of at least 1 entries'],
  ['rule', 'references', '["see docs"]', 'reference is not an https URL'],
  ['rule', 'references', '[1979-05-27]', 'entry 1 of references is not a string or is empty'],
  ['rule', 'mock', undefined, 'mock is missing or empty'],
  ['rule', 'detector', '"entropy"', 'pattern means nothing beside detector'],
  ['rule', 'detector', '"pattern"', 'detector has a value that is not known'],
  ['rule', '__proto__', '{ x = 1 }', 'unknown key __proto__'],
  ['rule', 'constructor', '"x"', 'unknown key constructor'],
  ['examples', 'positive', '["{mock}"]', 'positive has 1 of at least 2 entries'],
  ['examples', 'negative', '["a", "b"]', 'negative has 2 of at least 3 entries'],
  ['examples', 'maybe', '["a"]', 'unknown key maybe'],
] as const)('%s: %s = %s is refused', (table, key, value, message) => {
  const text = ruleText({ [table]: { [key]: value } })
  expect(messagesOf(text)).toContain(message)
})

test('every problem is reported, each where its key stands', () => {
  const text = ruleText({ provider: { url: '"ftp://x"' }, rule: { severity: '"fatal"', extra: '1' } })
  const { parsed, problems } = parseRuleFile('rules/acme.toml', text)
  expect(parsed).toBeNull()
  const lines = text.split('\n')
  for (const [key, start] of [
    ['url', 'url ='],
    ['severity', 'severity ='],
    ['extra', 'extra ='],
  ]) {
    const line = lines.findIndex((candidate) => candidate.startsWith(start ?? '')) + 1
    expect(problems).toContainEqual(expect.objectContaining({ message: expect.stringContaining(key ?? ''), line }))
  }
})

test('a file without rules, and one whose tables are values, are refused', () => {
  expect(messagesOf('')).toEqual([
    'provider is missing',
    'id is missing or empty',
    'name is missing or empty',
    'url is missing or empty',
    'tags has 0 of at least 1 entries',
    'the file has no rules',
  ])
  expect(messagesOf('provider = 1\nrules = "x"')).toContain('provider is not a table')
  expect(messagesOf(`${ruleText()}\n[extra]\n`)).toEqual(['unknown key extra'])
})

test('a syntax error is reported where the parser met it', () => {
  const { problems } = parseRuleFile('acme.toml', '[provider]\nid = "acme\n')
  expect(problems).toMatchObject([{ line: 2, message: expect.stringMatching(/^not TOML: /) }])
  expect(problems[0]?.message).not.toContain('\n')
})

test('text that is not UTF-8 or too long is refused', () => {
  expect(messagesOf('a = "\uFFFD"')).toEqual(['not UTF-8'])
  expect(messagesOf('#'.repeat(2 ** 20 + 1))).toEqual(['longer than 1 MiB'])
})

const someToml = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '[provider]',
        '[[rules]]',
        '[rules.examples]',
        '=',
        '"',
        "'",
        '"""',
        "'''",
        '{',
        '}',
        '[',
        ']',
        ',',
      ),
      fc.constantFrom('\n', ' ', '#', 'id', 'pattern', 'keywords', 'rules', '__proto__', '\\', '1', 'true', '.'),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

test('whatever the text, there is either a file or a problem inside the text', () => {
  fc.assert(
    fc.property(fc.oneof(someToml, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      const { parsed, problems } = parseRuleFile('acme.toml', text)
      expect(parsed === null).toBe(problems.length > 0)
      for (const { line, column } of problems) {
        expect(line).toBeLessThanOrEqual(text.split('\n').length)
        expect(column).toBeGreaterThanOrEqual(1)
      }
    }),
    { numRuns: 600 },
  )
})

test('whatever is cut out of a sound file, there is either a file or a problem', () => {
  const sound = ruleText()
  fc.assert(
    fc.property(fc.nat(sound.length), fc.nat(20), (at, length) => {
      const { parsed, problems } = parseRuleFile('acme.toml', sound.slice(0, at) + sound.slice(at + length))
      expect(parsed === null).toBe(problems.length > 0)
    }),
  )
})
