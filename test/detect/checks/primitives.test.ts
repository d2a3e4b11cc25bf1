import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALPHABETS } from '../../../src/detect/checks/alphabets.ts'
import { decodeBase32, encodeBase32 } from '../../../src/detect/checks/base32.ts'
import { bech32 } from '../../../src/detect/checks/bech32.ts'
import { crc16Xmodem } from '../../../src/detect/checks/crc16-xmodem.ts'
import { crc32 } from '../../../src/detect/checks/crc32.ts'
import { encodeNumber } from '../../../src/detect/checks/encode-number.ts'
import { marvin32, marvinSeed } from '../../../src/detect/checks/marvin32.ts'

test.each([
  ['', 0],
  ['123456789', 0xcbf43926],
  ['The quick brown fox jumps over the lazy dog', 0x414fa339],
])('CRC-32 of "%s"', (text, expected) => {
  expect(crc32(text)).toBe(expected)
  expect(crc32(Buffer.from(text))).toBe(expected)
})

test('CRC-32 of any bytes is that of zlib', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(crc32(bytes)).toBe(zlibCrc32(bytes))
    }),
  )
})

test('CRC-16/XMODEM of its check text', () => {
  expect(crc16Xmodem(Buffer.from('123456789'))).toBe(0x31c3)
  expect(crc16Xmodem(Buffer.alloc(0))).toBe(0)
})

// Vectors of the .NET runtime's own test of ComputeHash32.
test.each([
  [0x4fb61a001bdbccn, '', 0x302009bc],
  [0x4fb61a001bdbccn, 'af', 0x3592e206],
  [0x4fb61a001bdbccn, 'e70f', 0xfdab5e04],
  [0x4fb61a001bdbccn, '37f495', 0x6b3c8b90],
  [0x4fb61a001bdbccn, '8642dc59', 0x0e9407be],
  [0x4fb61a001bdbccn, '153fb79826', 0x446f25fa],
  [0x804fb61a001bdbccn, '0932e6246c47', 0x7bc69cad],
  [0x804fb61a001bdbccn, 'ab427ea8d10fc7', 0x5826b7ce],
  [0x804fb61a801bdbccn, 'ff00ff00ff00ff', 0xe0c1ffff],
])('Marvin32 under seed %d of bytes %s', (seed, hex, expected) => {
  expect(marvin32(Buffer.from(hex, 'hex'), seed)).toBe(expected)
})

test('Marvin32 folds the 64 bits that SymCrypt publishes for "abc"', () => {
  const [high, low] = [0x22c74339, 0x492769bf]
  expect(marvin32(Buffer.from('abc'), 0xd53cd9cecd0893b7n)).toBe((high ^ low) >>> 0)
})

test('a seed reads its name with the first character highest', () => {
  expect(marvinSeed('Default0')).toBe(0x44656661756c7430n)
})

test.each([
  [0, 'base62', 6, '000000'],
  [61, 'base62', 1, 'z'],
  [62, 'base62', 2, '10'],
  [61, 'base62LowerFirst', 1, 'Z'],
  [0xffffffff, 'base62', 6, '4gfFC3'],
  [0xffffffff, 'base36', 7, '1z141z3'],
  [65, 'base66', 1, '~'],
] as const)('%d in %s to %d digits is %s', (value, alphabet, width, expected) => {
  expect(encodeNumber(value, ALPHABETS[alphabet], width)).toBe(expected)
})

test('every alphabet has as many distinct digits as its name says', () => {
  for (const [name, digits] of Object.entries(ALPHABETS)) {
    const size = Number(/\d+/.exec(name)?.[0])
    expect(new Set(digits).size, name).toBe(size)
    expect(digits.length, name).toBe(size)
  }
})

// RFC 4648, section 10, without padding.
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of "%s"', (text, expected) => {
  expect(encodeBase32(Buffer.from(text))).toBe(expected)
  expect(decodeBase32(expected)?.toString()).toBe(text)
  expect(decodeBase32(expected.toLowerCase())?.toString()).toBe(text)
})

test('base32 returns what it was given', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(decodeBase32(encodeBase32(bytes))).toEqual(Buffer.from(bytes))
    }),
  )
  expect(decodeBase32('MZXW0')).toBeNull()
})

// BIP-173, valid and invalid texts.
test.each([
  'A12UEL5L',
  'a12uel5l',
  'an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs',
  'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw',
  `11${'q'.repeat(82)}c8247j`,
  'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w',
  '?1ezyfcl',
])('bech32 accepts %s', (text) => expect(bech32.verify(text)?.outcome).toBe('proves'))

test.each([
  'pzry9x0s0muk',
  '1pzry9x0s0muk',
  'x1b4n0q5v',
  'li1dgmt3',
  'A1G7SGD8',
  '10a06t8',
  '1qzzfhee',
  'split1cheCkupstagehandshakeupstreamerranterredcaperred2y9e3w',
  'split1checkupstagehandshakeupstreamerranterredcaperred2y9e3x',
])('bech32 does not accept %s', (text) => expect(bech32.verify(text)?.outcome).not.toBe('proves'))
