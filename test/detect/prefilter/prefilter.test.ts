import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPrefilter } from '../../../src/detect/prefilter/prefilter.ts'

const letters = 'aAbBkKsS-_:/=3'
const keyword = fc
  .array(fc.constantFrom(...letters.toLowerCase()), { minLength: 3, maxLength: 8 })
  .map((chars) => chars.join(''))
const text = fc.array(fc.constantFrom(...letters), { maxLength: 1400, size: 'max' }).map((chars) => chars.join(''))

test('the prefilter finds every keyword that a naive search finds, and no other', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(keyword, { minLength: 1, maxLength: 40 }),
      text,
      fc.nat(3),
      fc.nat(3),
      (keywords, body, lead, tail) => {
        const buffer = Buffer.from(`${'a-s'.slice(0, lead)}${body}${'k:/'.slice(0, tail)}`, 'latin1')
        const start = lead
        const end = buffer.length - tail
        const found: string[] = []
        createPrefilter(keywords).scan(buffer, start, end, (id, offset, length) =>
          found.push(`${keywords[id]}@${offset}+${length}`),
        )
        expect(found.sort()).toEqual(naive(keywords, buffer.toString('latin1'), start, end).sort())
      },
    ),
    { numRuns: 200 },
  )
})

test('bytes outside ASCII never match a letter', () => {
  const found: number[] = []
  createPrefilter(['key']).scan(Buffer.from([0xeb, 0x6b, 0x65, 0x79, 0xff]), 0, 5, (_, offset) => found.push(offset))
  expect(found).toEqual([1])
})

function naive(keywords: readonly string[], text: string, start: number, end: number): string[] {
  const lower = text.slice(0, end).toLowerCase()
  return keywords.flatMap((word) => {
    const places: string[] = []
    for (let at = lower.indexOf(word, start); at >= 0; at = lower.indexOf(word, at + 1))
      places.push(`${word}@${at}+${word.length}`)
    return places
  })
}
