import { test as base, beforeEach, describe, expect, test } from 'vitest'
import { mockSecret, mockSecrets, mockSecretsFixture } from '../../../src/testing.ts'

const before = { KEPT: 'as it was', GONE: 'there' }

test('sets mocks, values and absent keys, and puts all back', () => {
  const env: Record<string, string | undefined> = { ...before }
  const mocked = mockSecrets({ KEPT: 'github-pat', GONE: null, PORT: { value: '3000' } }, { env })
  expect(env).toEqual({ KEPT: mockSecret('github-pat', 'KEPT'), PORT: '3000' })
  expect(mocked.values).toEqual({ ...env, GONE: undefined })
  mocked.restore()
  expect(env).toEqual(before)
})

test('a second restore leaves alone what has been set since', () => {
  const env: Record<string, string | undefined> = { ...before }
  const mocked = mockSecrets({ KEPT: 'github-pat' }, { env })
  mocked.restore()
  env['KEPT'] = 'newer'
  mocked.restore()
  expect(env['KEPT']).toBe('newer')
})

test('`using` restores at the end of the block, also where it throws', () => {
  const env: Record<string, string | undefined> = { ...before }
  const body = () => {
    using mocked = mockSecrets({ KEPT: { rule: 'github-pat', seed: 'a', checksum: 'valid' } }, { env })
    expect(mocked.values.KEPT).toBe(mockSecret('github-pat', 'a', { checksum: 'valid' }))
    throw new Error('test failed')
  }
  expect(body).toThrow('test failed')
  expect(env).toEqual(before)
})

test('keys of one rule differ', () => {
  const env = {}
  const { values } = mockSecrets({ FIRST: 'github-pat', SECOND: 'github-pat' }, { env })
  expect(values.FIRST).not.toBe(values.SECOND)
})

test('where a rule does not exist nothing is set', () => {
  const env = {}
  expect(() => mockSecrets({ FIRST: 'github-pat', SECOND: 'no-such-rule-anywhere' }, { env })).toThrow()
  expect(env).toEqual({})
})

test('a rule that is no string is told of', () => {
  expect(() => mockSecret(3 as unknown as string)).toThrow('a rule is named by its id, a string')
})

describe('as a fixture', () => {
  const withSecrets = base.extend({ secrets: mockSecretsFixture({ KEYWARDEN_FIXTURE: 'stripe-secret-key' }) })

  withSecrets('a test that asks for it has the values in its environment', ({ secrets }) => {
    expect(process.env['KEYWARDEN_FIXTURE']).toBe(secrets.KEYWARDEN_FIXTURE)
    expect(secrets.KEYWARDEN_FIXTURE).toMatch(/^sk_live_/)
  })

  test('and the next one has not', () => {
    expect(process.env['KEYWARDEN_FIXTURE']).toBeUndefined()
  })
})

describe('in a hook that gives back how to undo it', () => {
  const own = process.env['KEYWARDEN_HOOK']
  beforeEach(() => {
    expect(process.env['KEYWARDEN_HOOK']).toBe(own)
    return mockSecrets({ KEYWARDEN_HOOK: 'github-pat' }).restore
  })

  test.each([1, 2])('test %d has the value', () => {
    expect(process.env['KEYWARDEN_HOOK']).toBe(mockSecret('github-pat', 'KEYWARDEN_HOOK'))
  })
})
