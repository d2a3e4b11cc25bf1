import { expect, test } from 'vitest'
import { checkExamples, type ExampleTools } from '../../src/rules/check-examples.ts'
import { parseRuleFile } from '../../src/rules/parse-rule-file.ts'
import type { ParsedRuleFile } from '../../src/rules/parsed-rule.ts'
import { ruleText } from './rule-text.ts'

const fileOf = (text: string) => parseRuleFile('acme.toml', text).parsed as ParsedRuleFile
/** Finds `acme_` and 32 letters or digits that end a word. */
const tools: ExampleTools = {
  detect: (text) =>
    [...text.matchAll(/acme_[A-Za-z0-9]{32}(?!\w)/g)].map(([secret]) => ({ ruleId: 'acme-key', secret })),
  complete: (check, before) => (check === 'length' ? String(before.length) : null),
  seeds: ['1', '2'],
}
const messagesOf = (text: string, changes: Partial<ExampleTools> = {}) =>
  checkExamples([fileOf(text)], { ...tools, ...changes }).map(({ message }) => message)

test('examples that hold give no problem', () => expect(messagesOf(ruleText())).toEqual([]))

test('a positive example without a finding is reported where it stands', () => {
  const text = ruleText({ examples: { positive: '["KEY={mock}", "KEY={hex:32}"]' } })
  const line = text.split('\n').findIndex((candidate) => candidate.startsWith('positive')) + 1
  expect(checkExamples([fileOf(text)], tools)).toMatchObject([
    {
      file: 'acme.toml',
      line,
      column: 'positive = ["KEY={mock}", '.length + 1,
      message: 'acme-key: positive example 2 "KEY={hex:32}" gives no finding',
    },
  ])
})

test('findings of other rules do not count', () => {
  const others = () => [{ ruleId: 'acme-other', secret: 'x' }]
  expect(messagesOf(ruleText(), { detect: others })).toHaveLength(2)
})

test('a finding must be the mock, and no less', () => {
  const shorter: ExampleTools['detect'] = (text) =>
    tools.detect(text).map(({ ruleId, secret }) => ({ ruleId, secret: secret.slice(0, -1) }))
  expect(messagesOf(ruleText(), { detect: shorter })[0]).toContain('whose secret is not the mock')
})

test('a negative example with a finding is reported, with one problem for all seeds', () => {
  const text = ruleText({ examples: { negative: '["a", "acme_{base62:32}", "KEY={mock}"]' } })
  expect(messagesOf(text)).toEqual([
    'acme-key: negative example 2 "acme_{base62:32}" gives a finding',
    'acme-key: negative example 3 "KEY={mock}" gives a finding',
  ])
})

test('the first check that completes the mock does', () => {
  const rule = { checks: '["none", "length"]', mock: '"acme_{base62:30}{check}"' }
  expect(messagesOf(ruleText({ rule }))).toEqual([])
  // "acme_" and 30 characters are 35; without them the mock is too short
  expect(messagesOf(ruleText({ rule: { ...rule, checks: '["none"]' } }))).toHaveLength(2)
})

test('each seed fills the examples anew', () => {
  const seen = new Set<string>()
  const remember: ExampleTools['detect'] = (text) => {
    seen.add(text)
    return tools.detect(text)
  }
  messagesOf(ruleText(), { detect: remember, seeds: ['1', '2', '3'] })
  expect([...seen].filter((text) => text.startsWith('KEY=acme_'))).toHaveLength(3)
})

test.each([
  [{ rule: { mock: '"acme_{base26:3}"' } }, 'acme-key: unknown alphabet base26'],
  [{ rule: { mock: '"acme_{mock}"' } }, 'acme-key: {mock} inside mock'],
  [{ rule: { mock: '"acme_{check}"' } }, 'acme-key: {check} in the mock of a rule without checks'],
  [{ examples: { negative: '["a", "b", "{hex:3}{check}"]' } }, 'acme-key: {check} in an example; it belongs in mock'],
  [{ examples: { negative: '["a", "b", "{hex:3-1}"]' } }, 'acme-key: bad length in {hex:3-1}'],
])('a broken template is reported and not tried: %j', (changes, message) => {
  expect(messagesOf(ruleText(changes))).toEqual([message])
})
