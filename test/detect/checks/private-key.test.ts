import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHECKS } from '../../../src/detect/checks/check-table.ts'
import { randomText } from './random-text.ts'

const { verify } = CHECKS['private-key']
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
const ed25519 = generateKeyPairSync('ed25519').privateKey

function pem(key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1', protection: object = {}): string {
  return key.export({ type, format: 'pem', ...protection } as { type: 'pkcs8'; format: 'pem' }).toString()
}

/** A block with real markers, built here so that none stands in this file. */
function block(label: string, body: string): string {
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`
}

const PRIVATE = ['PRIVATE', 'KEY'].join(' ')
const PASSPHRASE = { cipher: 'aes-256-cbc', passphrase: 'p' }

test.each([
  ['PKCS#1', pem(rsa, 'pkcs1'), 'RSA private key of 1024 bits, not encrypted'],
  ['PKCS#8 RSA', pem(rsa, 'pkcs8'), 'RSA private key of 1024 bits, not encrypted'],
  ['SEC 1', pem(ec, 'sec1'), 'EC P-384 private key, not encrypted'],
  ['PKCS#8 EC', pem(ec, 'pkcs8'), 'EC P-384 private key, not encrypted'],
  ['Ed25519', pem(ed25519, 'pkcs8'), 'Ed25519 private key, not encrypted'],
  ['encrypted PKCS#8', pem(rsa, 'pkcs8', PASSPHRASE), 'private key, encrypted with a passphrase'],
  ['encrypted PKCS#1', pem(rsa, 'pkcs1', PASSPHRASE), 'RSA private key, encrypted with a passphrase'],
])('tells kind, size and protection of %s', (_name, key, reason) => {
  expect(verify(key)).toEqual({ outcome: 'informs', reason })
})

test.each([
  ['escaped line breaks', (key: string) => key.replaceAll('\n', '\\n')],
  ['twice escaped line breaks', (key: string) => key.replaceAll('\n', '\\\\n')],
  ['indentation', (key: string) => key.replaceAll('\n', '\n    ')],
  ['Windows line ends', (key: string) => key.replaceAll('\n', '\r\n')],
  ['blanks for line ends', (key: string) => key.replaceAll('\n', ' ')],
  ['a concatenation of strings', (key: string) => `"${key.trim().replaceAll('\n', '\\n" +\n  "')}"`],
  ['no markers', (key: string) => key.replace(/-----[^-]*-----/g, '')],
])('reads a key through %s', (_name, write) => {
  expect(verify(write(pem(rsa, 'pkcs8')))?.reason).toBe('RSA private key of 1024 bits, not encrypted')
})

describe('OpenSSH', () => {
  const string = (content: string | Buffer) => {
    const bytes = Buffer.from(content as string, 'latin1')
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  const key = (cipher: string, publicKey: Buffer) =>
    block(
      `OPENSSH ${PRIVATE}`,
      Buffer.concat([
        Buffer.from('openssh-key-v1\0'),
        string(cipher),
        string(cipher === 'none' ? 'none' : 'bcrypt'),
        string(''),
        Buffer.from([0, 0, 0, 1]),
        string(publicKey),
        string(Buffer.from(Array.from({ length: 120 }, (_, i) => (i * 73) & 0xff))),
      ])
        .toString('base64')
        .replace(/.{70}/g, '$&\n'),
    )
  const modulus = Buffer.from([0, ...Array.from({ length: 256 }, (_, i) => 0x80 | i)])

  test.each([
    ['none', string('ssh-ed25519'), 'Ed25519 private key, not encrypted'],
    ['aes256-ctr', string('ecdsa-sha2-nistp256'), 'EC P-256 private key, encrypted with a passphrase'],
    [
      'none',
      Buffer.concat([string('ssh-rsa'), string('\x01\x00\x01'), string(modulus)]),
      'RSA private key of 2048 bits, not encrypted',
    ],
  ])('tells cipher %s and the algorithm', (cipher, publicKey, reason) => {
    expect(verify(key(cipher, publicKey))?.reason).toBe(reason)
  })
})

test('PuTTY keys: only the private part counts, and the header tells of a passphrase', () => {
  const lines = (count: number) =>
    randomBytes(48 * count)
      .toString('base64')
      .replace(/.{64}/g, '$&\n')
      .trim()
  const file = (encryption: string, privatePart: string) =>
    `PuTTY-User-Key-File-3: ssh-rsa\nEncryption: ${encryption}\nComment: me\nPublic-Lines: 4\n${lines(4)}\nPrivate-Lines: 3\n${privatePart}\nPrivate-MAC: 00ff\n`
  expect(verify(file('aes256-cbc', lines(3)))?.reason).toBe('private key, encrypted with a passphrase')
  expect(verify(file('none', ''))?.reason).toBe('holds no key material')
})

test.each([
  ['a public key', block(['PUBLIC', 'KEY'].join(' '), 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'.repeat(4))],
  ['a certificate', block('CERTIFICATE', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'.repeat(4))],
  ['markers alone', block(PRIVATE, '')],
  ['dots', block(`RSA ${PRIVATE}`, '...')],
  ['words', block(PRIVATE, 'put the text of your own key in this place and then remove the comment that is above it')],
  ['one letter', block(PRIVATE, 'x'.repeat(200))],
  ['one line again and again', block(PRIVATE, 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA\n'.repeat(10))],
  ['the beginning of a key', block(`RSA ${PRIVATE}`, pem(rsa, 'pkcs1').split('\n').slice(1, 4).join('\n'))],
  ['a word in it', block(PRIVATE, `${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'}EXAMPLE${'8fK2mQzL7cVxW4tYb9RnHs1JdGpEuA'}`)],
])('rejects %s', (_name, key) => expect(verify(key)?.outcome).toBe('rejects'))

test('random key material is not rejected, whatever it is', () => {
  fc.assert(
    fc.property(randomText('base64', 64, 3000), (body) => {
      fc.pre(!body.startsWith('MII')) // that would announce a length
      expect(verify(block(`EC ${PRIVATE}`, body.replace(/.{64}/g, '$&\n')))?.outcome).toBe('informs')
    }),
  )
})

describe('gcp-service-account', () => {
  const check = CHECKS['gcp-service-account']
  const file = (fields: object) => JSON.stringify({ type: 'service_account', ...fields }, null, 2)
  const email = 'robot@acme-prod.iam.gserviceaccount.com'

  test('tells the account, also where the file stands in a string', () => {
    const account = { outcome: 'informs', reason: `belongs to service account ${email}` }
    const text = file({ private_key: pem(rsa, 'pkcs8'), client_email: email })
    expect(check.verify(text)).toEqual(account)
    expect(check.verify(JSON.stringify(text))).toEqual(account)
  })

  test('tells of the key where there is no account', () => {
    expect(check.verify(file({ private_key: pem(rsa, 'pkcs8') }))?.reason).toContain('1024 bits')
    expect(check.verify(pem(rsa, 'pkcs8'))?.reason).toContain('1024 bits')
  })

  test.each([
    ['no key', file({ client_email: email })],
    ['an empty key', file({ private_key: '', client_email: email })],
    ['a stand-in', file({ private_key: block(PRIVATE, 'YOUR KEY HERE'), client_email: email })],
  ])('rejects a file with %s', (_name, text) => expect(check.verify(text)?.outcome).toBe('rejects'))
})
