import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { CHECKS } from '../../../src/detect/checks/check-table.ts'
import { marvin32, marvinSeed } from '../../../src/detect/checks/marvin32.ts'

// Published and revoked, as an explanation of the format; in two halves, so that nothing here has the shape of a token.
test('the body and checksum of a published GitHub token belong together', () => {
  expect(CHECKS['crc32-base62'].complete(`ghp_${'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ'}`)).toBe('0mLq17')
})

test('the Nostr key that NIP-19 publishes is valid', () => {
  const key = ['nsec', '1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsn', 'lfe5'].join('')
  expect(CHECKS.bech32.verify(key)?.outcome).toBe('proves')
  expect(CHECKS.bech32.verify(key.toUpperCase())?.outcome).toBe('proves')
  expect(CHECKS.bech32.verify(key.replace('1vl', '1vL'))).toBeNull()
})

test('age keys are completed in capitals', () => {
  const before = `AGE-SECRET-KEY-1${'QPZRY9X8GF'.repeat(5)}QQ`
  const key = before + CHECKS.bech32.complete(before)
  expect(key).toMatch(/^[A-Z0-9-]+$/)
  expect(CHECKS.bech32.verify(key)?.outcome).toBe('proves')
})

test('Grafana writes the low byte of its checksum first, Atlassian capitals, Zuplo neither', () => {
  const body = 'b'.repeat(32)
  const hexOf = (text: string) => crc32(text).toString(16).padStart(8, '0')
  const swapped = Buffer.from(hexOf(`glsa_${body}`), 'hex')
    .reverse()
    .toString('hex')
  expect(CHECKS['grafana-crc32'].complete(`glsa_${body}_`)).toBe(swapped)
  expect(CHECKS['zuplo-crc32'].complete(`zpka_${body}_`)).toBe(hexOf(body))
  expect(CHECKS['atlassian-crc32'].complete(`ATBB${body}`)).toBe(hexOf(`ATBB${body}`).toUpperCase())
})

test('GitLab counts the payload in base36 before its checksum', () => {
  const before = `glpat-${'a'.repeat(40)}.`
  const checksum = crc32(`${before}14`).toString(36).padStart(7, '0')
  expect(CHECKS['gitlab-routable'].complete(before)).toBe(`14${checksum}`)
})

test('Apify digits have small letters first and cover the prefix', () => {
  const before = `apify_api_${'Ab1'.repeat(10)}`
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const value = Array.from(CHECKS['apify-crc32'].complete(before)).reduce(
    (sum, digit) => sum * 62 + digits.indexOf(digit),
    0,
  )
  expect(value).toBe(crc32(before))
})

test('an Azure key tells what it is for, and one of another service is refuted', () => {
  const body = 'q9'.repeat(38)
  const complete = (signature: string) => body + signature + CHECKS['azure-identifiable-key'].complete(body + signature)
  expect(CHECKS['azure-identifiable-key'].verify(complete('+ASt'))?.reason).toBe('checksum is valid')
  expect(CHECKS['azure-identifiable-key'].verify(complete('ACDb'))?.reason).toBe(
    'checksum is valid for a read-write key',
  )
  const relabelled = complete('+ASt').replace('+ASt', '+ABa')
  expect(CHECKS['azure-identifiable-key'].verify(relabelled)?.outcome).toBe('refutes')
  expect(CHECKS['azure-identifiable-key'].verify(relabelled.replace('+ABa', 'NONE'))).toBeNull()
})

test('padding does not matter to an Azure key', () => {
  const before = `${'q9'.repeat(38)}+ASt`
  const tail = CHECKS['azure-identifiable-key'].complete(before)
  expect(tail).toMatch(/^[A-Za-z0-9+/]{6}==$/)
  expect(CHECKS['azure-identifiable-key'].verify(before + tail.slice(0, 6))?.outcome).toBe('proves')
})

test('an Azure signature without a public seed informs', () => {
  const key = `${'q9'.repeat(16)}qAZEG${'B'.repeat(6)}=`
  expect(CHECKS['azure-identifiable-key'].verify(key)?.outcome).toBe('informs')
  expect(CHECKS['azure-identifiable-key'].complete(`${'q9'.repeat(16)}qAZEG`)).toBe('')
})

test('an annotated Azure key tells its month of issue', () => {
  const before = `${'q9'.repeat(26)}JQQJ99BC${'AC'.repeat(8)}AZDO`
  const key = before + CHECKS['azure-jqqj'].complete(before)
  expect(CHECKS['azure-jqqj'].verify(key)).toEqual({ outcome: 'proves', reason: 'checksum is valid, issued 2025-03' })
  expect(CHECKS['azure-jqqj'].verify(`${key}Qw==`)?.outcome).toBe('proves')
})

test('an annotated Azure key writes its hash low byte first in base62', () => {
  const before = `${'q9'.repeat(26)}JQQJ99BC${'AC'.repeat(8)}AZDO`
  const hash = Buffer.alloc(4)
  hash.writeUInt32BE(marvin32(Buffer.from(before, 'base64'), marvinSeed('Default0')))
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  let rest = hash.reverse().readUInt32BE()
  let text = ''
  for (; rest > 0; rest = Math.floor(rest / 62)) text = digits.charAt(rest % 62) + text
  expect(CHECKS['azure-jqqj'].complete(before)).toBe(text.slice(0, 4))
})

test.each(Array.from('abcdefgh'))('an Entra secret ends in the three highest of six digits in base66 (%#)', (first) => {
  const before = `${first}1B8Q~${'xY3.'.repeat(7)}zW9`
  const digits = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~'
  const hash = marvin32(Buffer.from(before), marvinSeed('AadPwd00'))
  const expected = [5, 4, 3].map((power) => digits.charAt(Math.floor(hash / 66 ** power) % 66)).join('')
  expect(CHECKS['entra-secret'].complete(before)).toBe(expected)
})

test('Azure DevOps: a masked CRC-32 in its four places proves, anything else says nothing', () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + 11) & 0xff))
  const places = [22, 8, 7, 2]
  const signed = bytes.filter((_, at) => !places.includes(at))
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE((crc32(signed) ^ 0xe0b9692d) >>> 0)
  for (const [i, at] of places.entries()) bytes[at] = checksum[i] ?? 0
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .padEnd(260, '0')
  const digits = (bits.match(/.{5}/g) ?? []).map((five) =>
    'abcdefghijklmnopqrstuvwxyz234567'.charAt(Number.parseInt(five, 2)),
  )
  const token = digits.join('')
  expect(CHECKS['azure-devops-pat'].verify(token)?.outcome).toBe('proves')
  expect(CHECKS['azure-devops-pat'].verify(`${token.startsWith('b') ? 'c' : 'b'}${token.slice(1)}`)).toBeNull()
})

test('the last eight characters of a fine-grained GitHub token do not matter', () => {
  const before = `github_pat_${'1A'.repeat(11)}_${'z'.repeat(43)}`
  const token = before + CHECKS['github-fine-grained'].complete(before)
  expect(token).toMatch(/^github_pat_\w{22}_\w{59}$/)
  expect(CHECKS['github-fine-grained'].verify(token.slice(0, -8) + 'x'.repeat(8))?.outcome).toBe('proves')
  expect(CHECKS['github-fine-grained'].verify(token.replace(/^.{12}/, 'github_pat_2'))?.outcome).toBe('refutes')
})
