import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJsonObject, setJsonProperty } from '../../../src/secrets/stores/json-object.ts'

const documents = fc
  .tuple(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space))

test('one property is changed or added, and every other one stays as it was', () => {
  fc.assert(
    fc.property(documents, fc.string(), fc.string(), (text, key, value) => {
      const changed = setJsonProperty(text, key, value)
      const expected = new Map(readJsonObject(text)).set(key, value)
      expect(readJsonObject(changed ?? '')).toEqual(expected)
      const { [key]: _before, ...others } = JSON.parse(text)
      const { [key]: now, ...stayed } = JSON.parse(changed ?? '')
      expect(stayed).toEqual(others)
      if (key !== '__proto__') expect(now).toBe(value)
    }),
  )
})

test.each([
  ['{}', '{"A":"x"}'],
  ['{ }', '{"A":"x" }'],
  ['{"B":1}', '{"B":1,"A":"x"}'],
  ['{\n  "A": 12345678901234567890,\n  "B": 1.50\n}\n', '{\n  "A": "x",\n  "B": 1.50\n}\n'],
  ['{"A":"\\"}","B":{"A":"no"}}', '{"A":"x","B":{"A":"no"}}'],
  ['{"A":[1,{"b":"]"}],"B":12345678901234567890}', '{"A":"x","B":12345678901234567890}'],
  ['{"A":"1","A":"2"}', '{"A":"1","A":"x"}'],
])('every other byte of %s stays', (text, expected) => expect(setJsonProperty(text, 'A', 'x')).toBe(expected))

test('values that are no texts are read as they are written', () => {
  const read = readJsonObject('{"PORT": 8080, "BIG": 12345678901234567890, "ON": true, "NONE": null, "TAGS": ["a"]}')
  expect(Object.fromEntries(read ?? [])).toEqual({
    PORT: '8080',
    BIG: '12345678901234567890',
    ON: 'true',
    NONE: 'null',
    TAGS: '["a"]',
  })
})

test.each(['', '[]', 'null', '"{}"', '{', 'x', '{"A":}'])('%j is no object', (text) => {
  expect(readJsonObject(text)).toBeNull()
  expect(setJsonProperty(text, 'A', 'x')).toBeNull()
})
