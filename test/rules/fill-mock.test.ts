import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillMock } from '../../src/rules/fill-mock.ts'
import { ALPHABETS, type Alphabet, parseMockTemplate } from '../../src/rules/mock-template.ts'

const SEEDS = Array.from({ length: 50 }, (_, index) => `seed ${index}`)
const fill = (template: string, seed = 'seed') =>
  fillMock(template, { seed, mock: 'MOCK', complete: (before) => `<${before.length}>` })

test.each(Object.keys(ALPHABETS) as Alphabet[])('{%s:n} draws n characters of the alphabet', (name) => {
  const allowed = new Set<string>(ALPHABETS[name])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.string(), (length, seed) => {
      const text = fill(`{${name}:${length}}`, seed)
      expect(text).toHaveLength(length)
      expect([...text].every((char) => allowed.has(char))).toBe(true)
    }),
  )
})

test('an alphabet has no character twice', () => {
  for (const alphabet of Object.values(ALPHABETS)) expect(new Set(alphabet).size).toBe(alphabet.length)
})

test('the same seed gives the same text, another seed another', () => {
  expect(fill('{base62:32}')).toBe(fill('{base62:32}'))
  expect(new Set(SEEDS.map((seed) => fill('{base62:32}', seed))).size).toBe(SEEDS.length)
})

test('a range of lengths is used up to both ends', () => {
  const lengths = SEEDS.map((seed) => fill('{hex:2-5}', seed).length)
  expect([...new Set(lengths)].sort()).toEqual([2, 3, 4, 5])
})

test.each(['hex', 'base62', 'upper36', 'base32'])('16 characters of %s look random', (name) => {
  for (const seed of SEEDS) {
    const text = fill(`{${name}:16}`, seed)
    expect(text).toMatch(/[0-9]/)
    expect(text).toMatch(/[A-Za-z]/)
    expect(text).not.toMatch(/(.)\1{3}/)
  }
})

test.each([
  ['a{{b}}', 'a{b}'],
  ['${KEY}', '${KEY}'],
  ['{"a": {"b": 1} }', '{"a": {"b": 1} }'],
  ['x={mock}}', 'x=MOCK}'],
  ['{{mock}}', '{mock}'],
  ['ab{check}', 'ab<2>'],
  ['{hex:4}-{check}', expect.stringMatching(/^[0-9a-f]{4}-<5>$/)],
  ['{json64:{"a":{"b":1}}}.x', `${Buffer.from('{"a":{"b":1}}').toString('base64url')}.x`],
  ['{json64:?>~}', 'Pz5-'],
  ['one\ntwo', 'one\ntwo'],
])('%j becomes %j', (template, text) => {
  expect(parseMockTemplate(template).faults).toEqual([])
  expect(fill(template)).toEqual(text)
})

test('fields inside json64 are filled before it is encoded', () => {
  const decoded = Buffer.from(fill('{json64:{"iat":{digit:10}}}'), 'base64url').toString()
  expect(JSON.parse(decoded)).toEqual({ iat: expect.any(Number) })
})

test.each([
  ['ab{base26:4}', 2, 'unknown alphabet base26'],
  ['{toString:4}', 0, 'unknown alphabet toString'],
  ['{hex:5-2}', 0, 'bad length in {hex:5-2}'],
  ['{hex:0}', 0, 'bad length in {hex:0}'],
  ['{hex:99999999}', 0, 'bad length in {hex:99999999}'],
  ['x{json64:{"a":1}', 1, 'json64 has no closing brace'],
  ['{json64:{"a":{hex:0}}}', 13, 'bad length in {hex:0}'],
])('%s is refused at %i: %s', (template, offset, message) => {
  expect(parseMockTemplate(template).faults).toEqual([{ offset, message }])
})

test('any text is a template, and filling it ends', () => {
  const piece = fc.constantFrom('{', '}', '{{', '}}', '{json64:', '{hex:3}', '{mock}', '{check}', 'a', ':', '{x:1}')
  fc.assert(
    fc.property(fc.array(piece), fc.string(), (pieces, rest) => {
      const template = pieces.join('') + rest
      expect(fill(template)).toBe(fill(template))
      for (const { offset } of parseMockTemplate(template).faults) expect(offset).toBeLessThan(template.length)
    }),
  )
})
