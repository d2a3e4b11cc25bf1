import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWordLike, surpriseOf } from '../../../src/detect/generic/reads-as-words.ts'
import { saysStandIn } from '../../../src/detect/generic/stand-in.ts'
import { firstShape, shapeOf } from '../../../src/detect/generic/value-shape.ts'

const PARTS = [
  ...[
    'a',
    'f',
    'x',
    'A',
    'F',
    'Z',
    '0',
    '7',
    '-',
    '_',
    '.',
    '/',
    ':',
    '$',
    '0x',
    'v1',
    '12',
    '2024-01-02',
    '10px',
    '5MB',
  ],
  ...['environ', 'getenv', 'pbkdf2', 'sha256-', 'bcrypt', 'DB_HOST', 'some-name', 'deadbeef', 'BEEF', 'mixedCase9'],
  ...['01234567-89ab-cdef-0123-456789abcdef', ' ', 'é'],
]

describe('shape of a value', () => {
  test('the shortcut for names says what the table of expressions says', () => {
    const value = fc.array(fc.constantFrom(...PARTS), { maxLength: 4 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(value, (text) => {
        expect(shapeOf(text)).toBe(firstShape(text))
      }),
      { numRuns: 20_000 },
    )
  })

  test('any text of letters, digits and joints has the shape that the table gives it', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_-]{0,40}$/)
    fc.assert(
      fc.property(name, (text) => {
        expect(shapeOf(text)).toBe(firstShape(text))
      }),
    )
  })

  test.each([
    ['01234567-89ab-cdef-0123-456789abcdef', 'uuid'],
    ['2024-01-02', 'version'],
    ['10px', 'version'],
    ['-5', 'digits'],
    ['0xdeadBEEF', 'mixed'],
    ['DB_HOST', 'constant'],
    ['some-name', 'joined'],
    ['s3cr3t', 'lower-digits'],
    ['getenv', 'code'],
  ])('%s is %s', (value, shape) => expect(shapeOf(value)).toBe(shape))
})

describe('words', () => {
  test.each([
    ['xxx', true],
    ['xxxxxxxx', true],
    ['xx', false],
    ['changeme', true],
    ['rootpassword', true],
    ['xxxpassword', true],
    ['kfqzw', false],
  ])('%s stands in for a value: %s', (value, is) => expect(saysStandIn(value)).toBe(is))

  test('letters that follow each other in words surprise less than others', () => {
    expect(surpriseOf('password')).toBeLessThan(surpriseOf('pqxzvkjw'))
    expect(surpriseOf('')).toBe(0)
    expect(isWordLike('connection')).toBe(true)
    expect(isWordLike('xqzvkjwpq')).toBe(false)
  })
})
