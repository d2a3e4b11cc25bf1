import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsSecret } from '../../src/policy/holds-secret.ts'
import { isPlaceholder } from '../../src/policy/placeholder.ts'
import { sensitivityOf } from '../../src/policy/sensitive-key.ts'

/** Any UTF-16 code units, lone surrogates included. */
const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) })

describe('a key', () => {
  test.each([
    'DB_PASSWORD',
    'dbPassword',
    'API_TOKEN',
    'client.secret',
    'SMTP_PASS',
    'DB_PASSWORD_1',
    'AWS_SECRET_ACCESS_KEY',
    'APIKEY',
  ])('%s is for a secret', (key) => expect(sensitivityOf(key)).toBe('secret'))
  test.each(['API_KEY', 'encryptionKey', 'MAX_TOKENS', 'JWT_KEYS'])('%s is perhaps for one', (key) => {
    expect(sensitivityOf(key)).toBe('perhaps')
  })
  test.each([
    'PORT',
    'KEYBOARD',
    'TOKEN_URL',
    'PASSWORD_MIN_LENGTH',
    'SECRET_NAME',
    'AWS_ACCESS_KEY_ID',
    'STRIPE_PUBLISHABLE_KEY',
    'NEXT_PUBLIC_ANON_KEY',
    'COMPASS',
    'tokenizer',
    '',
  ])('%s is for none', (key) => expect(sensitivityOf(key)).toBe('none'))
})

describe('a value', () => {
  test.each([
    '',
    '   ',
    '<token>',
    '${TOKEN}',
    '$TOKEN',
    '{{ token }}',
    '[token]',
    '%TOKEN%',
    '__TOKEN__',
    'xxx',
    'xxxx-xxxx',
    '********',
    '...',
    'your-api-key',
    'YOUR_TOKEN_HERE',
    'changeme',
    'ChangeMe123',
    'replace_with_real_value',
    'sk_test_xxxxxxxx',
    'example',
    'password',
    'my-super-secret-key',
    'mysecretpassword',
    'postgres',
    '12345678',
    'null',
    'true',
    'generate with openssl',
    'op://vault/item/field',
    'https://auth.example',
    'getSecret("name")',
    './keys/private.pem',
    '/run/secrets/token',
    '~/token',
    `encrypted:${'B7d'.repeat(12)}`,
  ])('%j stands for another', (value) => expect(isPlaceholder(value)).toBe(true))

  test.each([
    ['of a person', `hunter${1 + 1}`],
    ['of a person, with symbols', ['Summer', '2024', '!'].join('')],
    ['in hex', randomBytes(16).toString('hex')],
    ['in base64', `${randomBytes(24).toString('base64')}=`],
    ['of digits', '8'.repeat(5) + '7314'.repeat(3)],
    ['with a password in a URL', ['redis://admin', 'Sommer99@cache.internal'].join(':')],
    ['of a word of many words', 'secret'.repeat(8)],
  ])('%s is real', (_, value) => expect(isPlaceholder(value)).toBe(false))

  test('of random bytes is real, in whatever letters', () => {
    const bytes = fc.uint8Array({ minLength: 24, maxLength: 64 }).filter((list) => new Set(list).size > 12)
    fc.assert(
      fc.property(bytes, fc.constantFrom('hex' as const, 'base64url' as const), (list, encoding) => {
        expect(isPlaceholder(`k${Buffer.from(list).toString(encoding)}`)).toBe(false)
      }),
    )
  })

  test('of any text is judged', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(typeof isPlaceholder(text)).toBe('boolean')
      }),
    )
    expect(isPlaceholder('secret'.repeat(200_000))).toBe(false)
  })
})

test('a key that is perhaps a secret needs a value that looks like a key', () => {
  const value = randomBytes(12).toString('hex')
  expect(holdsSecret({ key: 'CACHE_KEY', value: 'customers' })).toBe(false)
  expect(holdsSecret({ key: 'MAX_TOKENS', value: '100000000' })).toBe(false)
  expect(holdsSecret({ key: 'CACHE_KEY', value: 'v2-users' })).toBe(false)
  expect(holdsSecret({ key: 'API_KEY', value: `a1${value}` })).toBe(true)
  expect(holdsSecret({ key: 'CACHE_DIR', value })).toBe(false)
  expect(holdsSecret({ key: 'CACHE_SECRET', value: 'customers' })).toBe(true)
})
