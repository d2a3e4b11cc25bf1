import { describe, expect, test } from 'vitest'
import { openBuiltInRules } from '../../../src/commands/built-in-rules.ts'
import type { CompiledRule, RuleDocs } from '../../../src/model/rule.ts'
import { judgeFormat } from '../../../src/secrets/check/judge-format.ts'
import { shapeOf, shapeText } from '../../../src/secrets/check/value-shape.ts'
import { mock } from '../../support/mock.ts'

const builtIn = openBuiltInRules()
const rules = new Map(builtIn.pack().rules.map((rule) => [rule.id, rule]))
const docs = new Map(builtIn.docs().map((doc) => [doc.id, doc]))
const ruleOf = (id: string) => rules.get(id) as CompiledRule
const judge = (value: string, ...ids: string[]) =>
  judgeFormat(value, ids.map(ruleOf), async (id) => docs.get(id) ?? null)

test('nothing is wrong with what a rule would find in a file, for every rule there is', async () => {
  const judged = await Promise.all(
    [...rules.keys()].map(async (id) => [id, await judge(mock(id, 'form'), id)] as const),
  )
  expect(judged.filter(([, problem]) => problem !== null)).toEqual([])
})

test('a mock of one rule has not the form of another provider', async () => {
  const value = mock('anthropic-api-key')
  const takers = [...rules.values()].filter(({ shownPrefix }) => shownPrefix !== '' && !value.startsWith(shownPrefix))
  const judged = await Promise.all(takers.map(async ({ id }) => [id, await judge(value, id)] as const))
  expect(judged.filter(([, problem]) => problem === null)).toEqual([])
  expect(takers.length).toBeGreaterThan(100)
})

test('the length of a mock is within what its shape says, for every rule there is', () => {
  const wrong = [...docs.values()].filter((doc) => {
    const { shortest, longest } = shapeOf(ruleOf(doc.id), doc)
    const { length } = mock(doc.id, 'length')
    return longest > 0 && (length < shortest || length > longest)
  })
  expect(wrong.map(({ id }) => id)).toEqual([])
})

describe('a value that is not what it has to be', () => {
  const value = mock('anthropic-api-key')
  test.each([
    ['cut off', value.slice(0, -9), 'is too short: was it cut off?'],
    ['with more behind it', `${value}AAAA`, 'is too long: is something else at its end?'],
    ['in quotes', `"${value}"`, 'has quotes around it'],
    ['of another provider', mock('github-pat'), 'does not begin with sk-ant-api'],
    ['with a space in it', `${value.slice(0, 30)} ${value.slice(31)}`, 'has white space in it'],
    ['with another letter', `${value.slice(0, 30)}!${value.slice(31)}`, 'has not the form of such a key'],
  ])('%s', async (_, bad, says) => {
    expect(await judge(bad, 'anthropic-api-key')).toEqual({ code: 'malformed', says })
  })

  test('of several rules, one has to fit, and the nearest one says what is wrong', async () => {
    const ids = ['anthropic-api-key', 'github-pat', 'github-fine-grained-pat']
    expect(await judge(mock('github-pat'), ...ids)).toBe(null)
    expect(await judge(mock('github-pat').slice(0, 20), ...ids)).toEqual({
      code: 'malformed',
      says: 'is too short: was it cut off?',
    })
    expect(await judge('hunter2', ...ids)).toEqual({ code: 'malformed', says: 'does not begin with sk-ant-api' })
  })

  test('with a wrong checksum', async () => {
    const good = mock('github-pat')
    const bad = good.slice(0, -1) + (good.endsWith('a') ? 'b' : 'a')
    expect(await judge(bad, 'github-pat')).toMatchObject({ code: 'checksum' })
  })
})

test.each([
  ['anthropic-api-key', 'sk-ant-api03-…AA, 108 characters'],
  ['github-pat', 'ghp_…, 40 characters'],
  ['stripe-secret-key', 'sk_live_51…, 24 to 255 characters'],
])('the shape of %s is %s', (id, text) => {
  expect(shapeText(shapeOf(ruleOf(id), docs.get(id) as RuleDocs))).toBe(text)
})
