import { describe, expect, test } from 'vitest'
import { parseExample, withNamedRules } from '../../../src/commands/secrets/read-example.ts'
import { openRuleBook } from '../../../src/commands/secrets/rule-book.ts'
import { judgeFormat } from '../../../src/secrets/check/judge-format.ts'
import { mock } from '../../support/mock.ts'

const book = openRuleBook([])

describe('the rules that a name tells', () => {
  test.each([
    ['ANTHROPIC_API_KEY', 'anthropic-api-key'],
    ['OPENAI_API_KEY', 'openai-legacy-key'],
    ['GITHUB_TOKEN', 'github-pat'],
    ['STRIPE_SECRET_KEY', 'stripe-secret-key'],
  ])('%s is a key by %s, or another one of the provider', async (name, id) => {
    expect(await book.namedBy(name)).toContain(id)
  })

  test.each([
    'SECRET_KEY',
    'ACCESS_TOKEN',
    'SMTP_PASSWORD',
    'REDIS_KEY',
    'PGPASSWORD',
    'DATABASE_URL',
    'TOKEN',
    'toString',
  ])('%s may be anybody’s', async (name) => {
    expect(await book.namedBy(name)).toEqual([])
  })

  test('a rule without a start of its own is not told by a name', async () => {
    expect(await book.namedBy('AWS_SECRET_ACCESS_KEY')).toEqual([])
    expect(await book.namedBy('STATUSCAKE_API_TOKEN')).toEqual([])
  })

  test('any kind of key of the provider will do', async () => {
    const ids = await book.namedBy('GITHUB_TOKEN')
    const rules = (await Promise.all(ids.map((id) => book.rule(id)))).filter((rule) => rule !== null)
    for (const id of ['github-pat', 'github-fine-grained-pat', 'github-installation-token']) {
      expect(await judgeFormat(mock(id), rules, book.docs)).toBe(null)
    }
    expect(await judgeFormat(mock('anthropic-api-key'), rules, book.docs)).toMatchObject({ code: 'malformed' })
    expect(await book.namedBy('STRIPE_SECRET_KEY')).toContain('stripe-test-key')
  })
})

test('only secrets whose comment names no rule get one by their name', async () => {
  const text = `ANTHROPIC_API_KEY=
GITHUB_TOKEN= # rule: gitlab-pat
STRIPE_SECRET_KEY= # rule: none
OPENAI_API_KEY=public # @public
SLACK_BOT_TOKEN=xoxb-your-token # optional
`
  const { definition } = await withNamedRules(parseExample(text, '.env.example'), book)
  expect(Object.entries(definition.keys).map(([key, { rule }]) => [key, [rule ?? []].flat()[0]])).toEqual([
    ['ANTHROPIC_API_KEY', 'anthropic-api-key'],
    ['GITHUB_TOKEN', 'gitlab-pat'],
    ['STRIPE_SECRET_KEY', undefined],
    ['OPENAI_API_KEY', undefined],
    ['SLACK_BOT_TOKEN', 'slack-bot-token'],
  ])
  expect(definition.keys['SLACK_BOT_TOKEN']?.required).toBe(false)
})
