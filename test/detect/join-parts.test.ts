import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { completeMock } from '../../src/commands/complete-mock.ts'
import type { Match } from '../../src/model/match.ts'
import { mockOf } from '../../src/rules/check-examples.ts'
import { compilePack, type PackResult } from '../../src/rules/compile-pack.ts'
import { loadRuleFiles } from '../../src/rules/load-rule-files.ts'
import { blobOf, engineOf } from './engine.ts'

let result: PackResult
let detect: (text: string) => readonly Match[]

beforeAll(async () => {
  const texts = await loadRuleFiles([fileURLToPath(new URL('../../rules/', import.meta.url))])
  result = compilePack(texts, { checks: null, takenIds: new Set() })
  const engine = engineOf(result.pack.rules.filter(({ detector }) => detector === 'pattern'))
  detect = (text) => engine.detect(blobOf(text)).matches
})

function mock(ruleId: string, seed = 'a'): string {
  const rule = result.files.flatMap(({ rules }) => rules).find(({ id }) => id === ruleId)
  if (rule === undefined) throw new Error(`no rule ${ruleId}`)
  return mockOf(rule, seed, { complete: completeMock })
}

const ids = (matches: readonly Match[]) => matches.map(({ rule }) => rule.id)

test.each([
  ['aws-secret-access-key', 'aws-access-key-id', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  ['twilio-auth-token', 'twilio-account-sid', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  ['twilio-api-key-secret', 'twilio-api-key-sid', 'TWILIO_API_KEY', 'TWILIO_API_KEY_SECRET'],
  ['alibaba-access-key-secret', 'alibaba-access-key-id', 'ALIBABA_ACCESS_KEY', 'ALIBABA_ACCESS_KEY_SECRET'],
  ['tencent-secret-key', 'tencent-secret-id', 'TENCENT_SECRET_ID', 'TENCENT_SECRET_KEY'],
  ['razorpay-key-secret', 'razorpay-live-key-id', 'RAZORPAY_KEY_ID', 'RAZORPAY_KEY_SECRET'],
])('%s and %s near each other are one finding', (secret, id, idName, secretName) => {
  const [idLine, secretLine] = [`${idName}=${mock(id)}`, `${secretName}=${mock(secret)}`]
  for (const [line, lines] of [
    [1, [idLine, 'REGION=eu', secretLine]],
    [3, [secretLine, 'REGION=eu', idLine]],
  ] as const) {
    const [match, ...others] = detect(lines.join('\n'))
    expect(match?.rule.id).toBe(secret)
    expect(others).toEqual([])
    expect(match?.reasons.join()).toMatch(new RegExp(`with .*\\*\\*\\*\\* on line ${line}$`))
    expect(match?.reasons.join()).not.toContain(mock(id))
  }
  expect(ids(detect(`${idLine}${'\n'.repeat(20)}${secretLine}`))).toEqual([id, secret])
  expect(ids(detect(idLine))).toEqual([id])
})

test('Google and Entra secrets name the ids beside them, which are no findings', () => {
  const client = `${'123456'.repeat(2)}-${'abc1'.repeat(8)}.apps.googleusercontent.com`
  const google = detect(`client_id: ${client}\n\nclient_secret: ${mock('google-oauth-client-secret')}\n`)
  expect(google).toMatchObject([{ reasons: [expect.stringMatching(/^with client id \*\*\*\* on line 1$/)] }])

  const uuid = (digit: string) => [8, 4, 4, 4, 12].map((length) => digit.repeat(length)).join('-')
  const secret = mock('azure-entra-client-secret')
  const lines = [`AZURE_TENANT_ID=${uuid('1')}`, `AZURE_CLIENT_SECRET=${secret}`, `AZURE_CLIENT_ID=${uuid('2')}`]
  const [entra, ...others] = detect(lines.join('\n'))
  expect(others).toEqual([])
  expect(entra?.reasons.slice(-2)).toEqual(['with tenant id **** on line 1', 'with client id **** on line 3'])
})

test('of several pairs each secret gets its own id', () => {
  const pair = (seed: string) => [
    `AWS_ACCESS_KEY_ID=${mock('aws-access-key-id', seed)}`,
    `AWS_SECRET_ACCESS_KEY=${mock('aws-secret-access-key', seed)}`,
  ]
  const lines = ['a', 'b', 'c'].flatMap(pair)
  const linesNamed = (text: string) => detect(text).map(({ reasons }) => reasons.at(-1)?.match(/\d+$/)?.[0])
  expect(linesNamed(lines.join('\n'))).toEqual(['1', '3', '5'])
  expect(linesNamed([...lines].reverse().join('\n'))).toEqual(['2', '4', '6'])
})

test('a secret beside its id is surer', () => {
  const token = `TWILIO_AUTH_TOKEN=${mock('twilio-auth-token')}`
  expect(detect(token)).toMatchObject([{ confidence: 'medium' }])
  expect(detect(`${token}\nTWILIO_ACCOUNT_SID=${mock('twilio-account-sid')}`)).toMatchObject([{ confidence: 'high' }])
})

test('a part is a rule that there is, or a pattern that is sound', () => {
  const text = (part: string) => [
    ...['[provider]', 'id = "acme"', 'name = "Acme"', 'url = "https://acme.example"', 'tags = ["cloud"]', '[[rules]]'],
    ...['id = "acme-key"', 'description = "Key"', "pattern = 'acme_[a-z0-9]{32}'", 'severity = "high"'],
    ...['confidence = "high"', 'impact = "All."', 'remedy = "Delete it."', 'references = ["https://acme.example"]'],
    ...['mock = "acme_{lower36:32}"', '[[rules.parts]]', part, '[rules.examples]'],
    ...['positive = ["K={mock}", "L={mock}"]', 'negative = ["a", "b", "c"]'],
  ]
  const problems = (part: string) =>
    compilePack([{ file: 'acme.toml', text: text(part).join('\n') }], {
      checks: null,
      takenIds: new Set(['acme-id']),
    }).problems.map(({ line, message }) => `${line}: ${message}`)
  expect(problems('rule = "acme-id"')).toEqual([])
  expect(problems('rule = "acme-other"')).toEqual(['17: acme-key: no other rule acme-other'])
  expect(problems(`name = "id"\npattern = '[a-z]+'`)).toEqual(['18: acme-key: [a-z]+ has no upper bound'])
  expect(problems('rule = "acme-id"\nwithin_lines = 99')).toEqual(['18: within_lines is no whole number from 0 to 50'])
})
