import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHECKS } from '../../../src/detect/checks/check-table.ts'
import { randomText } from './random-text.ts'

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')

describe('aws-key-id', () => {
  const { verify } = CHECKS['aws-key-id']

  // Both pairs are published by those who found the encoding.
  test.each([
    ['Y34FZKBOKMUTVV7A', '609629065308'],
    ['QNZGKIQY56JQ7WML', '029608264753'],
  ])('reads the account of a body', (body, account) => {
    expect(verify(`ASIA${body}`)).toEqual({ outcome: 'informs', reason: `belongs to AWS account ${account}` })
  })

  test('rejects the documentation sample', () => {
    expect(verify(`AKIA${'IOSFODNN7'}EXAMPLE`)?.outcome).toBe('rejects')
  })

  test('cannot verify bodies with digits outside base32', () => {
    expect(verify(`AKIA${'Y34FZKBOKMUTVV10'}`)).toEqual({
      outcome: 'informs',
      reason: 'not verifiable, has digits that AWS does not issue',
    })
  })

  test('says nothing of keys of the old kind and no account that cannot be', () => {
    expect(verify(`AKIA${'I34FZKBOKMUTVV7A'}`)).toBeNull()
    expect(verify(`AKIA${'7777777777777777'}`)?.reason).toBe('not verifiable, names no possible AWS account')
  })
})

describe('jwt', () => {
  const { verify } = CHECKS.jwt
  const token = (header: unknown, payload: unknown, signature = 'c2ln'.repeat(8)) =>
    `${[header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.${signature}`
  const HS256 = { alg: 'HS256', typ: 'JWT' }

  test('tells issuer, algorithm and expiry', () => {
    const payload = { iss: 'https://user:pw@login.acme.dev/tenant?x=1', exp: 1706659200 }
    expect(verify(token(HS256, payload))).toEqual({
      outcome: 'informs',
      reason: 'JSON Web Token of login.acme.dev, HS256, expires 2024-01-31',
    })
  })

  test('tells a role, and that there is no expiry', () => {
    const payload = { iss: 'supabase', role: 'service_role' }
    expect(verify(token(HS256, payload))?.reason).toBe(
      'JSON Web Token of supabase, HS256, role service_role, no expiry',
    )
  })

  test.each([
    ['alg none', { alg: 'none' }, { sub: 'a' }],
    ['no alg', { typ: 'JWT' }, { sub: 'a' }],
    ['the sample of jwt.io', HS256, { sub: '1234567890', name: 'John Doe', iat: 1516239022 }],
    ['the sample of Supabase', HS256, { iss: 'supabase-demo', role: 'service_role' }],
    ['a public Supabase key', HS256, { iss: 'supabase', role: 'anon' }],
    ['a payload that is no object', HS256, [1, 2]],
  ])('rejects %s', (_name, header, payload) => {
    expect(verify(token(header, payload))?.outcome).toBe('rejects')
  })

  test('rejects a header that does not decode', () => {
    expect(verify(['eyJhbGciOi', 'eyJzdWIiOiIxIn0', 'c2ln'].join('.'))?.outcome).toBe('rejects')
  })

  test('shows nothing of an issuer that is free text, or of an expiry that is no time', () => {
    const reason = verify(token(HS256, { iss: 'first line\nsecond', exp: 1e20 }))?.reason
    expect(reason).toBe('JSON Web Token, HS256, no expiry')
  })

  test('knows encrypted tokens by their five parts', () => {
    const header = Buffer.from('{"alg":"RSA-OAEP","enc":"A256GCM"}').toString('base64url')
    expect(verify(`${header}.a.b.c.d`)?.reason).toBe('encrypted JSON Web Token')
  })
})

describe('pypi-macaroon', () => {
  const { verify, complete } = CHECKS['pypi-macaroon']
  const start = 'pypi-AgEIcHlwaS5vcmcCJ'

  test('a completed token is whole', () => {
    fc.assert(
      fc.property(randomText('base64url', 47), (body) => {
        const token = start + body + complete(start + body)
        expect(verify(token)).toEqual({ outcome: 'informs', reason: 'is a whole token of pypi.org' })
        expect(verify(token.slice(0, -2))?.outcome).toBe('refutes')
        expect(verify(`${token}AAAA`)?.outcome).toBe('refutes')
      }),
    )
  })

  test('caveats are read', () => {
    const field = (type: number, text: string) => Buffer.concat([Buffer.from([type, text.length]), Buffer.from(text)])
    const end = Buffer.from([0])
    const bytes = (caveatType: number) =>
      Buffer.concat([
        Buffer.from([2]),
        field(1, 'test.pypi.org'),
        field(2, 'b'.repeat(36)),
        end,
        field(caveatType, '[1, ["project"]]'),
        end,
        field(2, '[0, 1, 2]'),
        end,
        end,
        field(6, 's'.repeat(32)),
      ]).toString('base64url')
    expect(verify(`pypi-${bytes(2)}`)?.reason).toBe('is a whole token of test.pypi.org')
    expect(verify(`pypi-${bytes(9)}`)?.outcome).toBe('refutes')
  })

  test('random base64url behind the prefix is no macaroon', () => {
    fc.assert(
      fc.property(randomText('base64url', 120), (body) => verify(`pypi-AgEIcHlwaS5vcmc${body}`)?.outcome === 'refutes'),
    )
  })
})

describe('tokens that carry JSON', () => {
  test('Grafana tells the organisation', () => {
    const { verify } = CHECKS['grafana-json']
    expect(verify(`glc_${base64({ o: '654', n: 'stack', k: 'x', m: { r: 'eu' } })}`)?.reason).toBe(
      'belongs to Grafana organisation 654',
    )
    expect(verify(base64({ k: 'x', n: 'ci', id: 7 }))?.reason).toBe('belongs to Grafana organisation 7')
    expect(verify(`glc_${base64({ a: 1 })}`)?.outcome).toBe('refutes')
    expect(verify('glc_eyJvIjoi')?.outcome).toBe('refutes')
  })

  test('Sentry tells the organisation', () => {
    const { verify } = CHECKS['sentry-json']
    const token = (fields: unknown) => `sntrys_${base64(fields)}_${'aB3'.repeat(14)}x`
    expect(verify(token({ iat: 1.5, url: 'https://sentry.io', org: 'acme' }))?.reason).toBe(
      'belongs to Sentry organisation acme',
    )
    expect(verify(token({ iat: 1.5 }))?.reason).toBe('decodes to a Sentry token')
    expect(verify(token({ url: 'https://sentry.io' }))?.outcome).toBe('refutes')
  })
})

describe('tokens that carry an id', () => {
  test('Bitbucket and Jira Data Center', () => {
    const { verify } = CHECKS['bitbucket-dc']
    const good = Buffer.from(`123456789012:${'\u00e9\u0001'.repeat(10)}`, 'latin1').toString('base64')
    const bad = Buffer.alloc(33, 'abc').toString('base64')
    expect(verify(`BBDC-${good}`)?.outcome).toBe('informs')
    expect(verify(good)?.outcome).toBe('informs')
    expect(verify(`BBDC-${bad}`)?.outcome).toBe('refutes')
    expect(verify(bad)?.outcome).toBe('rejects')
  })

  test('Artifactory', () => {
    const { verify } = CHECKS.artifactory
    const key = `AKCp${'8k'.repeat(34)}z`
    expect(key).toHaveLength(73)
    expect(verify(key)?.outcome).toBe('informs')
    expect(verify(key.replace('8', '0'))?.outcome).toBe('refutes')
    expect(verify(key.slice(0, -4))?.outcome).toBe('refutes')
    const reference = Buffer.from(`reftkn:01:1234567890:${'aB3'.repeat(11)}`).toString('base64')
    expect(verify(reference)?.reason).toBe('decodes to an Artifactory reference token')
    expect(verify(`cmVmd${'q'.repeat(40)}`)?.outcome).toBe('refutes')
  })

  test('Discord tells when the bot was made', () => {
    const { verify } = CHECKS['discord-snowflake']
    const id = (BigInt(Date.UTC(2021, 2, 4) - Date.UTC(2015, 0, 1)) << 22n).toString()
    const tail = `.Yabcde.${'x1'.repeat(14)}`
    expect(verify(Buffer.from(id).toString('base64url') + tail)?.reason).toBe(
      'belongs to a Discord bot made on 2021-03-04',
    )
    expect(verify(Buffer.from('not a number, is it').toString('base64url') + tail)?.outcome).toBe('rejects')
  })

  test('Telegram tells the bot', () => {
    expect(CHECKS['telegram-bot'].verify(`110201543:AA${'x1_'.repeat(11)}`)?.reason).toBe(
      'belongs to Telegram bot 110201543',
    )
    expect(CHECKS['telegram-bot'].verify('110201543:BB')).toBeNull()
  })
})
