import { describe, expect, test } from 'vitest'
import { openBuiltInRules } from '../../../src/commands/built-in-rules.ts'
import type { CompiledRule, RuleDocs } from '../../../src/model/rule.ts'
import { explainMismatch, judgeFormat } from '../../../src/secrets/check/judge-format.ts'
import { shapeOf } from '../../../src/secrets/check/value-shape.ts'
import { mock } from '../../support/mock.ts'

const builtIn = openBuiltInRules()
const rules = new Map(builtIn.pack().rules.map((rule) => [rule.id, rule]))
const docs = new Map(builtIn.docs().map((doc) => [doc.id, doc]))
const ruleOf = (id: string) => rules.get(id) as CompiledRule
const docsOf = (id: string) => docs.get(id) as RuleDocs
const explain = (value: string, id: string) => explainMismatch(value, ruleOf(id), docsOf(id))
const judge = (value: string, id: string) => judgeFormat(value, ruleOf(id), async () => docsOf(id).positive)

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
  const wrong = [...docs.values()].filter(({ id, mock: template }) => {
    const { shortest, longest } = shapeOf(template)
    const { length } = mock(id, 'length')
    return length < shortest || (longest !== null && length > longest)
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
    expect(await judge(bad, 'anthropic-api-key')).toMatchObject({ code: 'malformed' })
    expect(await explain(bad, 'anthropic-api-key')).toBe(says)
  })

  test('with a wrong checksum', async () => {
    const good = mock('github-pat')
    const bad = good.slice(0, -1) + (good.endsWith('a') ? 'b' : 'a')
    expect(await judge(bad, 'github-pat')).toMatchObject({ code: 'checksum' })
  })
})

test.each([
  ['anthropic-api-key', 'sk-ant-api03-…AA'],
  ['github-pat', 'ghp_…'],
])('the shape of %s is %s', (id, text) => {
  expect(shapeOf(docs.get(id)?.mock ?? '').text).toBe(text)
})
