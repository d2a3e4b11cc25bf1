import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placeholderReason } from '../../../src/detect/checks/placeholder.ts'
import { randomText, TEXT_ALPHABETS, type TextAlphabet } from './random-text.ts'

const WORD = ['EXAM', 'PLE'].join('')

describe.each([
  [
    'is made of repeated characters',
    [
      'x'.repeat(36),
      '0'.repeat(32),
      'ab'.repeat(10),
      '00000000-0000-0000-0000-000000000000',
      `live_${'x'.repeat(24)}`,
      `1a${'X'.repeat(8)}9Zq`,
      `a1${'0'.repeat(20)}`,
    ],
  ],
  [
    'is a template or a mask, not a value',
    [
      '${TOKEN}',
      '{{ token }}',
      '<your token>',
      '%s',
      '%(token)s',
      '$(cat token)',
      'abc...xyz',
      'ab12…',
      '****************',
      'abcd****',
      '{token}',
      '[TOKEN]',
      '$GITHUB_TOKEN',
      '%TOKEN%',
      '#{token}',
      'process.env.TOKEN',
      "os.environ['A']",
    ],
  ],
  [
    'says that it is a placeholder',
    [
      `IOSFODNN7${WORD}`,
      `wJalrXUtnFEMI/K7MDENG/bPxRfiCY${WORD}KEY`,
      'your_api_key',
      'your-token-here',
      'YOUR_TOKEN_HERE',
      'yourTokenHere',
      'put-some-token-here',
      'insert_your_key_here',
      'changeme',
      'ChangeMe',
      'change-me',
      'abc_fake_123',
      'dummy',
      'sample-1f',
      'this_is_not_a_real_token',
      'thisIsNotARealToken',
      'replace-with-secret',
      'test-only-9f3a',
      'not-a-real-key',
      'redacted',
    ],
  ],
  [
    'is a run of neighbouring characters',
    [
      '0123456789abcdef',
      'abcdefghijklmnopqrstuvwxyz0123456789',
      '1234567890abcdef1234567890abcdef',
      'ABCDEFGHIJKLMNOP',
      'zyxwvutsrqponm',
      '9876543210',
      'a1b2c3d4e5f6g7h8i9j0',
      '01234567-89ab-cdef-0123-456789abcdef',
      '12345678',
    ],
  ],
  ['repeats one pattern', ['a7Qa7Qa7Qa7Q', 'k3Zq9XbTk3Zq9XbT', '1f9e1f9e1f9e1f9e']],
  [
    'is a walk over the keyboard',
    ['qwertyuiopasdfghjklz', 'qwerty123456', '1q2w3e4r5tZ', 'deadbeefcafebabe', `${'deadbeef'}91c4a7${'deadbeef'}`],
  ],
  [
    'has too few different characters to be random',
    ['aabcabbacacbbaccba', 'q1q2qq12q2211qq2121q', '10ab01ba11a0b0b10ab1b0aab0101bba'],
  ],
])('%s', (reason, values) => {
  test.each(values)('%#', (value) => expect(placeholderReason(value, '')).toBe(reason))
})

test('what all secrets of a kind begin with is not looked at', () => {
  expect(placeholderReason(`ghp_${'x'.repeat(36)}`, 'ghp_')).toBe('is made of repeated characters')
  expect(placeholderReason(`AKIAIOSFODNN7${WORD}`, 'AKIA')).toBe('says that it is a placeholder')
  expect(placeholderReason('fake_k3Zq9XbTv8RnL2', 'fake_')).toBeNull()
  expect(placeholderReason('ghp_', 'ghp_')).toBeNull()
  expect(placeholderReason('', '')).toBeNull()
})

test('a word that a provider puts into its keys is no placeholder', () => {
  fc.assert(fc.property(randomText('base62', 24), (body) => placeholderReason(`sk_test_${body}`, 'sk_') === null))
})

test('short words count between separators and in one letter case alone', () => {
  expect(placeholderReason('k3Zq/your/Vt8xLw', '')).not.toBeNull()
  expect(placeholderReason('k3Zq/Your/Vt8xLw', '')).not.toBeNull()
  expect(placeholderReason('k3Zq/yoUr/Vt8xLw', '')).toBeNull()
  expect(placeholderReason('k3Zqyour9Vt8xLwP', '')).toBeNull()
})

test('of a URL or a list only the password counts', () => {
  const password = ['kT7', 'vQ2', 'mZ9', 'xL4'].join('')
  expect(placeholderReason(`postgres://app:${password}@db.example.com/your-name`, '')).toBeNull()
  expect(placeholderReason(`postgres://app:${password}@\${HOST}/x`, '')).toBeNull()
  expect(placeholderReason('postgres://app:${PASSWORD}@db.acme.io/x', '')).toBe('is a template or a mask, not a value')
  expect(placeholderReason(`Server=example;Password=${password};`, '')).toBeNull()
  expect(placeholderReason('Server=acme;Password=xxxxxxxx;', '')).toBe('is made of repeated characters')
})

test('texts of several lines are left to their own check', () => {
  expect(placeholderReason(`-----BEGIN\n${'AAAA'.repeat(20)}\nexample\n-----END`, '')).toBeNull()
})

/** Digits alone are so few that runs and repetitions come by chance: longer ones are asked for. */
const SHORTEST: Partial<Record<TextAlphabet, number>> = { digit: 24 }

test.each(Object.keys(TEXT_ALPHABETS) as TextAlphabet[])('random %s is never a placeholder', (alphabet) => {
  fc.assert(
    fc.property(randomText(alphabet, SHORTEST[alphabet] ?? 16, 100), (text) => {
      expect(placeholderReason(text, '')).toBeNull()
    }),
    { numRuns: 1000 },
  )
})

test('never throws', () => {
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
  const answers = fc.string({ unit, maxLength: 300 })
  fc.assert(
    fc.property(answers, answers, (secret, prefix) => {
      const reason = placeholderReason(secret, prefix)
      expect(reason === null || reason.length > 5).toBe(true)
    }),
  )
})
