import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Secret } from '../../src/model/secret.ts'
import {
  createFingerprinter,
  DEFAULT_KEY,
  isFingerprint,
  isRepositoryKey,
  newRepositoryKey,
} from '../../src/triage/fingerprint.ts'
import { anyText, rule } from './build-match.ts'

const key = newRepositoryKey(randomBytes(16))

test('a fingerprint depends on key, rule and secret and on nothing else', async () => {
  const of = (repository: string, ruleId: string, value: string) =>
    createFingerprinter(repository).fingerprint(rule(ruleId), new Secret(value))
  const value = randomBytes(20).toString('hex')
  const first = await of(key, 'github-pat', value)
  expect(await of(key, 'github-pat', value)).toBe(first)
  const others = [
    await of(newRepositoryKey(randomBytes(16)), 'github-pat', value),
    await of(DEFAULT_KEY, 'github-pat', value),
    await of(key, 'npm-token', value),
    await of(key, 'github-pat', `${value}0`),
  ]
  expect(new Set([first, ...others]).size).toBe(5)
})

test.each(['token', 'key', 'password'] as const)('a fingerprint of kind %s keeps 160 bits', async (kind) => {
  const text = await createFingerprinter(key).fingerprint(rule('r', kind), new Secret('x'))
  expect(isFingerprint(text)).toBe(true)
  expect(Buffer.from(text.slice('kw1:'.length), 'base64url')).toHaveLength(20)
})

test('the same value has another fingerprint where its rule says that it can be guessed', async () => {
  const fingerprinter = createFingerprinter(key)
  const slow = await fingerprinter.fingerprint(rule('r', 'password'), new Secret('hunter'))
  const fast = await fingerprinter.fingerprint(rule('r', 'token'), new Secret('hunter'))
  expect(slow).not.toBe(fast)
})

test('a password is hashed once a run, whatever number of places hold it', async () => {
  const fingerprinter = createFingerprinter(key)
  const of = () => fingerprinter.fingerprint(rule('r', 'password'), new Secret('hunter'))
  expect(of()).toBe(of())
  expect(await of()).toBe(await of())
})

test('two strings never share a fingerprint, lone surrogates included', async () => {
  const fingerprinter = createFingerprinter(key)
  const texts = anyText
  await fc.assert(
    fc.asyncProperty(texts, texts, async (a, b) => {
      fc.pre(a !== b)
      const [left, right] = [new Secret(`${a}\udc80`), new Secret(`${b}\udc80`)]
      expect(await fingerprinter.fingerprint(rule(), left)).not.toBe(await fingerprinter.fingerprint(rule(), right))
    }),
  )
})

test('lone surrogates are told apart', async () => {
  const fingerprinter = createFingerprinter(key)
  const [left, right] = [new Secret('\udc80'), new Secret('\udc81')]
  expect(await fingerprinter.fingerprint(rule(), left)).not.toBe(await fingerprinter.fingerprint(rule(), right))
})

test.each(['token', 'password'] as const)(
  'SEC-07 SEC-12: a fingerprint of kind %s is no plain digest',
  async (kind) => {
    const value = `pw-${randomBytes(6).toString('hex')}`
    const text = await createFingerprinter(DEFAULT_KEY).fingerprint(rule('r', kind), new Secret(value))
    for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) {
      for (const form of [value, `r${value}`, Buffer.from(value, 'utf16le')]) {
        const digest = createHash(algorithm).update(form).digest()
        expect(text).not.toContain(digest.toString('hex').slice(0, 20))
        expect(text).not.toContain(digest.toString('base64url').slice(0, 20))
      }
    }
    expect(text).not.toContain(value)
  },
)

test('a key is 16 bytes in one spelling', () => {
  expect(isRepositoryKey(key)).toBe(true)
  expect(isRepositoryKey(DEFAULT_KEY)).toBe(true)
  expect(isRepositoryKey(key.slice(1))).toBe(false)
  expect(isRepositoryKey(`${key}A`)).toBe(false)
  expect(isRepositoryKey(`${'A'.repeat(21)}B`)).toBe(false) // the last letter holds two bits of key and four of nothing
  expect(() => newRepositoryKey(randomBytes(15))).toThrow(/16 random bytes/)
  expect(() => createFingerprinter('short')).toThrow(/16 bytes/)
})

test('a password that no dictionary holds is named as fast as a token, one that reads as words is not', async () => {
  const { fingerprint } = createFingerprinter(DEFAULT_KEY)
  const timed = async (value: string) => {
    const asPassword = await fingerprint({ id: 'a', kind: 'password' }, new Secret(value))
    return asPassword === (await fingerprint({ id: 'a', kind: 'token' }, new Secret(value))) ? 'fast' : 'slow'
  }
  expect(await timed(['aB3xK9', 'qZ7mP2', 'vR5tW8', 'nY4cH6'].join(''))).toBe('fast')
  expect(await timed('3f9a1c7e'.repeat(4))).toBe('fast')
  expect(await timed('SummerHolidays2024InPortugal')).toBe('slow')
  expect(await timed(['aB3xK9', 'qZ7mP2'].join(''))).toBe('slow')
})
