import { describe, expect, test } from 'vitest'
import type { Candidate, Form } from '../../../src/detect/generic/candidate.ts'
import { judgeCandidate } from '../../../src/detect/generic/judge-candidate.ts'
import { humanPassword, random } from '../../bench/generic/human-passwords.ts'

const hex = (length: number) =>
  Array.from({ length }, (_, i) => '0123456789abcdef'[(i * 7 + (i >> 2) * 5) % 16]).join('')
const candidate = (key: string, value: string, form: Form = 'quoted'): Candidate => ({
  key,
  value,
  form,
  start: 0,
  end: value.length,
})
const judge = (key: string, value: string, form: Form = 'quoted') =>
  judgeCandidate(candidate(key, value, form), { kind: 'config', isVendored: false, isLongLine: false })
const stops = (key: string, value: string, form: Form = 'quoted') =>
  ['medium', 'high'].includes(judge(key, value, form).confidence ?? '')

describe('stops', () => {
  test.each([
    ['dbPassword', ['Sum', 'mer', '2019', '!'].join('')],
    ['DB_PASSWORD', ['dr4', 'gon', '#77'].join('')],
    ['password', ['vq', 'lsj', 'hbeq'].join('')],
    ['apiSecret', hex(40)],
    ['smtp_password_v4', `${['Zk3qLw9', 'XtR5vBn8', 'Ys2HpQ7m'].join('/')}Kd4TfW9c`],
    ['access_token', hex(32)],
    ['apiKey', ['Zk3', 'qLw9', 'XtR5', 'vBn8', 'Ys2H'].join('')],
  ])('a literal under %s', (key, value) => expect(stops(key, value)).toBe(true))

  test('most passwords as people make them', () => {
    const next = random(7)
    const values = Array.from({ length: 400 }, () => humanPassword(next, 1).value)
    const found = values.filter((value) => stops('DB_PASSWORD', value, 'bare')).length
    expect(found / values.length).toBeGreaterThan(0.8)
  })
})

describe('lets pass', () => {
  test.each([
    ['password', 'changeme'],
    ['password', 'my_password'],
    ['password', ['admin', '123'].join('')],
    ['password', ['p4ss', 'w0rd'].join('')],
    ['password', '${DB_PASSWORD}'],
    ['password', '{{ vault.password }}'],
    ['password', '<your password>'],
    ['password', 'process.env.PASSWORD'],
    ['password', 'Please enter your new password'],
    ['forgotPasswordTitle', 'Forgotten'],
    ['passwordField', 'loginField'],
    ['partitionKey', 'tenantId'],
    ['publicKey', hex(40)],
    ['cacheKey', 'users-by-team'],
    ['tokenType', 'bearer'],
    ['tokenUrl', 'https://acme.internal/token'],
    ['nextPageToken', hex(32)],
    ['keyPath', 'config/keys/server.key'],
    ['key', 'ArrowDown'],
    ['apiKey', 'xxxxxxxxxxxxxxxxxxxx'],
    ['apiKey', 'ABCDEFGHIJKLMNOP'],
    ['apiKey', 'sk_test_123'],
    ['token', '\\u0000'],
    ['password_hash', ['foQz', 'XY.Ha', 'ydB.'].join('')],
    ['output_token', 'Jobs[-1].JobId'],
    ['password', 'PassWordMustBeAtLeast6Chars.'],
    ['AWSAccessKeyId', hex(20).toUpperCase()],
  ])('%s = %s', (key, value) => expect(stops(key, value)).toBe(false))

  test('the hash of a password', () => {
    expect(judge('password', `$2b$10$${'Qx7'.repeat(17)}`).veto).toBe('a hash of a password')
  })

  test('basic authentication that decodes to an example', () => {
    const credential = Buffer.from('user:password').toString('base64')
    expect(judge('authorization basic', credential, 'scheme').confidence).toBeNull()
  })
})

test('the reason tells the form, the words and the characters, and not the value', () => {
  const value = ['kq', '7', 'Zt', '!', 'mw', '4', 'Px'].join('')
  const { reasons, ruleId } = judge('dbPassword', value)
  expect(ruleId).toBe('generic-password')
  expect(reasons).toEqual(['quoted literal under `dbPassword`; not a word; 11 characters of 4 classes'])
})

test('the parts of a score add up to it', () => {
  const { score } = judge('apiSecret', hex(40))
  expect(score.parts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(score.total)
  expect(score.parts.map(({ feature }) => feature)).toContain('bias')
})
