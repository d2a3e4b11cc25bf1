import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { parseRuleFile } from '../../src/rules/parse-rule-file.ts'
import { ruleText } from './rule-text.ts'

const schema = JSON.parse(
  readFileSync(new URL('../../src/rules/schema/rule-file.schema.json', import.meta.url), 'utf8'),
)
const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(schema)

const rule = (changes: Record<string, string | undefined>) => ruleText({ rule: changes })
const examples = (changes: Record<string, string | undefined>) => ruleText({ examples: changes })
const withoutExamples = (text: string) => text.slice(0, text.indexOf('[rules.examples]'))

test.each([
  ['the sound file', ruleText(), true],
  [
    'every optional key',
    rule({
      flags: '"i"',
      bounds: '"none"',
      kind: '"key"',
      context: '["acme cloud"]',
      context_keys: '["key"]',
      keywords: '["acme_"]',
      checks: '["luhn"]',
      revoke_url: '"https://acme.example/keys"',
    }),
    true,
  ],
  ['a detector', withoutExamples(rule({ pattern: undefined, mock: undefined, detector: '"entropy"' })), true],
  [
    'a detector with few examples',
    ruleText({ rule: { pattern: undefined, detector: '"entropy"' }, examples: { negative: '[]' } }),
    true,
  ],
  ['no provider', ruleText().replace('[provider]', '[[rules]]'), false],
  ['no rules', ruleText().split('[[rules]]')[0] ?? '', false],
  ['unknown table', `${ruleText()}\n[more]`, false],
  ['unknown key', rule({ colour: '"red"' }), false],
  ['provider without tags', ruleText({ provider: { tags: undefined } }), false],
  ['provider with an unknown key', ruleText({ provider: { owner: '"me"' } }), false],
  ['@ in a path', rule({ references: '["https://acme.example/@docs?a=@b"]' }), true],
  ['user in a URL', rule({ references: '["https://me@acme.example/docs"]' }), false],
  ['http', ruleText({ provider: { url: '"http://acme.example"' } }), false],
  ['id with capitals', rule({ id: '"acme-Key"' }), false],
  ['empty pattern', rule({ pattern: '""' }), false],
  ['no pattern', rule({ pattern: undefined }), false],
  ['pattern and detector', rule({ detector: '"entropy"' }), false],
  ['context and detector', rule({ pattern: undefined, detector: '"entropy"', context: '["acme"]' }), false],
  ['certain', rule({ confidence: '"certain"' }), false],
  ['no severity', rule({ severity: undefined }), false],
  ['short keyword', rule({ keywords: '["ab"]' }), false],
  ['keyword outside ASCII', rule({ keywords: '["äbc"]' }), false],
  ['short context', rule({ context: '["ac"]' }), false],
  ['context keys alone', rule({ context_keys: '["key"]' }), false],
  ['check twice', rule({ checks: '["a", "a"]' }), false],
  ['no references', rule({ references: '[]' }), false],
  ['revoke_url without a scheme', rule({ revoke_url: '"acme.example"' }), false],
  ['no mock', rule({ mock: undefined }), false],
  ['no examples', withoutExamples(ruleText()), false],
  ['few positive examples', examples({ positive: '["a"]' }), false],
  ['few negative examples', examples({ negative: '["a", "b"]' }), false],
  ['empty example', examples({ negative: '["a", "b", ""]' }), false],
  ['unknown kind of example', examples({ other: '["a"]' }), false],
])('schema and validator agree on %s', (_, text, isSound) => {
  expect(validate(parse(text))).toBe(isSound)
  expect(parseRuleFile('acme.toml', text).problems.length === 0).toBe(isSound)
})
