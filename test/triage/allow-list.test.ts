import { describe, expect, test } from 'vitest'
import { compileAllowList } from '../../src/triage/allow-list.ts'
import { allowEntry, fakeToken } from './build-match.ts'

const fingerprint = `kw1:${'B'.repeat(27)}`
const place = { path: 'test/keys/a.pem', ruleId: 'private-key', fingerprint }

describe('an entry', () => {
  test.each([
    [{ paths: ['*.pem'] }, 'allowed-path'],
    [{ rules: ['private-key'] }, 'allowed-rule'],
    [{ secrets: [fingerprint] }, 'allowed-secret'],
    [{ paths: ['src/**', 'test/**'], rules: ['private-key'] }, 'allowed-path'],
    [{ paths: ['**'], rules: ['private-key'], secrets: [fingerprint] }, 'allowed-secret'],
  ] as const)('%j accepts as %s', (parts, kind) => {
    const allowList = compileAllowList([allowEntry(parts)])
    expect(allowList.accept(place)).toEqual({ kind, reason: 'known', source: 'keywarden.toml:3' })
    expect(allowList.unused()).toEqual([])
  })

  test.each([
    [{ paths: ['*.key'] }],
    [{ rules: ['github-pat'] }],
    [{ secrets: [`kw1:${'C'.repeat(27)}`] }],
    [{ paths: ['test/**'], rules: ['github-pat'] }],
    [{ paths: ['src/**'], rules: ['private-key'] }],
    [{ paths: ['test/**'], secrets: [`kw1:${'C'.repeat(27)}`] }],
  ])('%j does not accept: all that it names has to fit', (parts) => {
    const entry = allowEntry(parts)
    const allowList = compileAllowList([entry])
    expect(allowList.accept(place)).toBe(null)
    expect(allowList.unused()).toEqual([entry])
  })
})

test('of two that fit the first is named and neither is unused', () => {
  const first = allowEntry({ paths: ['*.pem'], reason: 'first' })
  const allowList = compileAllowList([first, allowEntry({ rules: ['private-key'], reason: 'second' })])
  expect(allowList.accept(place)?.reason).toBe('first')
  expect(allowList.unused()).toEqual([])
})

describe('HOST-20: an entry that accepts everything is an error', () => {
  test.each([
    [{}],
    [{ paths: ['**'] }],
    [{ paths: ['*'] }],
    [{ paths: ['/**'] }],
    [{ paths: ['**/*'] }],
    [{ paths: ['**/**/*'] }],
    [{ paths: ['*.*'] }],
    [{ paths: ['[!~]*'] }],
    [{ paths: ['{**,x}'] }],
    [{ paths: ['?*', 'x'] }],
    [{ paths: ['[.a-dA-Z]*', '**/[e-z]*'] }],
    [{ rules: ['*'] }],
  ])('%j', (parts) => {
    expect(() => compileAllowList([allowEntry(parts)])).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/^keywarden\.toml:3: .*accepts every finding/),
      }),
    )
  })

  test('but not one that names rules or secrets', () => {
    const entries = [allowEntry({ paths: ['**'], rules: ['a'] }), allowEntry({ paths: ['**'], secrets: [fingerprint] })]
    expect(compileAllowList(entries).unused()).toEqual(entries)
  })
})

test('a glob that is refused is a CONFIG_INVALID that names its place', () => {
  expect(() => compileAllowList([allowEntry({ paths: ['!a'] })])).toThrow(
    /^keywarden\.toml:3: the path "!a" begins with/,
  )
})

test('a secret in place of its fingerprint is refused and not repeated', () => {
  const secret = fakeToken('ef')
  expect(() => compileAllowList([allowEntry({ secrets: [secret] })])).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.not.stringContaining(secret) }),
  )
})
