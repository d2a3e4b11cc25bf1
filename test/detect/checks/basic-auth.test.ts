import { expect, test } from 'vitest'
import { basicAuth } from '../../../src/detect/checks/basic-auth.ts'
import { mock } from '../../support/mock.ts'
import { blobOf, builtInRules, engineOf } from '../engine.ts'

const PASSWORD = ['Kx7v', 'Q2mZ', '9tR4'].join('')
const verdictOn = (text: string) => basicAuth.verify(Buffer.from(text).toString('base64'))

test('the user is named, the password is not', () => {
  expect(verdictOn(`shop:${PASSWORD}`)).toEqual({ outcome: 'informs', reason: 'password of user shop' })
  expect(verdictOn(`a shop\u00e9:${PASSWORD}`)).toEqual({ outcome: 'informs', reason: 'user and password' })
})

test.each([
  ['shop:', 'password is empty'],
  ['user:password', 'password is a word that stands for one'],
  ['shop:Shop', 'password equals the user'],
  ['shop:${PASSWORD}', 'password is a template or a mask, not a value'],
])('%j is rejected', (text, reason) => {
  expect(verdictOn(text)).toEqual({ outcome: 'rejects', reason })
})

test.each(['shop', '\u0001:x'])('the base64 of %j is left to less specific rules', (text) => {
  expect(verdictOn(text)).toEqual({ outcome: 'yields', reason: 'is not the base64 of a user and a password' })
})

test('of what is not base64 it has nothing to say', () => {
  expect(basicAuth.verify('shop:password')).toBeNull()
})

test('behind Basic, what decodes is certain enough, what only looks random is of medium confidence, a word is nothing', async () => {
  const engine = engineOf(await builtInRules())
  const found = (credential: string) =>
    engine
      .detect(blobOf(`headers: { Authorization: 'Basic ${credential}' }\n`, 'a.js'))
      .matches.map(({ rule, confidence }) => [rule.id, confidence])
  expect(found(mock('basic-auth-header'))).toEqual([['basic-auth-header', 'high']])
  expect(found([...mock('basic-auth-header')].reverse().join(''))).toEqual([['generic-authorization', 'medium']])
  expect(found('AuthenticationScheme')).toEqual([])
})
