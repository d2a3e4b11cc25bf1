import fc from 'fast-check'
import { expect, test } from 'vitest'
import { charCodes, charRange, charSet, classSource, withBothCases } from '../../../src/rules/pattern/char-set.ts'

const codes = fc.uniqueArray(fc.nat(255), { maxLength: 60 })
const setOf = (list: readonly number[]) => list.reduce((set, code) => set | charRange(code, code), 0n)
const LATIN_1 = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))

test('a set gives back its codes, ascending', () => {
  fc.assert(
    fc.property(codes, (list) => {
      expect(charCodes(setOf(list))).toEqual([...list].sort((a, b) => a - b))
    }),
  )
})

test('the source of a class matches the characters of the set and no other', () => {
  fc.assert(
    fc.property(codes, (list) => {
      const pattern = new RegExp(`^[${classSource(setOf(list))}]$`)
      expect(LATIN_1.filter((char) => pattern.test(char))).toEqual(
        LATIN_1.filter((char) => list.includes(char.charCodeAt(0))),
      )
    }),
  )
})

test('both cases are those that flag i holds equal', () => {
  fc.assert(
    fc.property(codes, (list) => {
      const set = setOf(list)
      const pattern = new RegExp(`^[${classSource(set)}]$`, 'i')
      const matched = LATIN_1.filter((char) => pattern.test(char)).map((char) => char.charCodeAt(0))
      expect(charCodes(withBothCases(set))).toEqual(matched)
    }),
  )
})

test('characters outside Latin-1 are in no set', () => expect(charSet('aŁ')).toBe(charSet('a')))
