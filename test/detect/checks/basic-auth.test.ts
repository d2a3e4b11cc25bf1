import { expect, test } from 'vitest'
import { basicAuth } from '../../../src/detect/checks/basic-auth.ts'

const PASSWORD = ['Kx7v', 'Q2mZ', '9tR4'].join('')
const verdictOn = (text: string) => basicAuth.verify(Buffer.from(text).toString('base64'))

test('the user is named, the password is not', () => {
  expect(verdictOn(`shop:${PASSWORD}`)).toEqual({ outcome: 'informs', reason: 'password of user shop' })
  expect(verdictOn(`a shop\u00e9:${PASSWORD}`)).toEqual({ outcome: 'informs', reason: 'user and password' })
})

test.each([
  ['shop:', 'password is empty'],
  ['shop', 'is not the base64 of a user and a password'],
  ['\u0001:x', 'is not the base64 of a user and a password'],
  ['user:password', 'password is a word that stands for one'],
  ['shop:Shop', 'password equals the user'],
  ['shop:${PASSWORD}', 'password is a template or a mask, not a value'],
])('%j is rejected', (text, reason) => {
  expect(verdictOn(text)).toEqual({ outcome: 'rejects', reason })
})

test('of what is not base64 it has nothing to say', () => {
  expect(basicAuth.verify('shop:password')).toBeNull()
})
