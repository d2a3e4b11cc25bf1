import { describe, expect, test } from 'vitest'
import { openBuiltInRules } from '../../../src/commands/built-in-rules.ts'
import { judgeSecret } from '../../../src/secrets/check/judge-secret.ts'
import { warnOfLiveKey } from '../../../src/secrets/check/judge-stage.ts'
import { mock } from '../../support/mock.ts'

const github =
  openBuiltInRules()
    .pack()
    .rules.find(({ id }) => id === 'github-pat') ?? null
const docs =
  openBuiltInRules()
    .docs()
    .find(({ id }) => id === 'github-pat') ?? null
const at = (name: string) => ({ name, saidBy: '--env' })
const judge = async (value: string, { rule = false, example = '', environment = '' } = {}) => {
  const judgement = {
    rules: rule && github ? [github] : [],
    load: async () => docs,
    example,
    environment: at(environment),
  }
  return (await judgeSecret(value, judgement))?.code ?? null
}
const noise = (prefix: string) => prefix + mock('github-pat').slice(4, 34)

describe('a secret without a rule', () => {
  test.each([
    ['correct horse battery staple', '', null],
    ['postgres', '', null],
    ['1234', '', null],
    ['1234', 'production', null],
    ['aaaaaaaaaaaa', '', null],
    ['aaaaaaaaaaaa', 'production', 'placeholder'],
    ['abcdefghijklmnop', 'production', 'placeholder'],
    ['<your key>', '', 'placeholder'],
    ['your_api_key_here', '', 'placeholder'],
    ['changeme', '', 'placeholder'],
    ['xxxx', '', 'placeholder'],
    ['${API_KEY}', '', 'placeholder'],
    [`postgres://app:${'local'}@db.example.com/app`, '', null],
    [' padded', '', 'white-space'],
    ['padded\n', '', 'white-space'],
    ['-----BEGIN PUBLIC KEY-----\n', '', null],
  ])('%j in %j: %s', async (value, environment, code) => {
    expect(await judge(value, { environment })).toBe(code)
  })

  test('has not the value of the example', async () => {
    expect(await judge('made-up-for-all', { example: 'made-up-for-all' })).toBe('same-as-example')
    expect(await judge('made-up-for-one', { example: 'made-up-for-all' })).toBe(null)
    expect(await judge('made-up-for-one', { example: '' })).toBe(null)
  })
})

test('a secret with a rule has its form', async () => {
  expect(await judge(mock('github-pat'), { rule: true })).toBe(null)
  expect(await judge('ghp_short', { rule: true })).toBe('malformed')
  expect(await judge(`ghp_${'x'.repeat(36)}`, { rule: true })).toBe('placeholder')
})

describe('keys of a test account', () => {
  test.each(['sk_test_', 'rzp_test_', 'test_', 'TEST-', 'skey_test_', 'sandbox-'])(
    '%s… in production',
    async (prefix) => {
      expect(await judge(noise(prefix), { environment: 'production' })).toBe('test-key')
      expect(await judge(noise(prefix), { environment: 'staging' })).toBe(null)
      expect(await judge(noise(prefix))).toBe(null)
    },
  )

  test.each(['sk_live_', 'testing', 'latest_'])('%s… is none', async (prefix) => {
    expect(await judge(noise(prefix), { environment: 'production' })).toBe(null)
  })

  test('a live key in a test is warned of', () => {
    expect(warnOfLiveKey(noise('sk_live_'), at('test'))).toBe('is a live key, and this is test')
    expect(warnOfLiveKey(noise('sk_live_'), at('production'))).toBe(null)
    expect(warnOfLiveKey(noise('sk_test_'), at('test'))).toBe(null)
  })
})
