import { expect, test } from 'vitest'
import { joinReadings } from '../../src/triage/join-readings.ts'
import { fakeToken, matchesIn, reading } from './build-match.ts'

const token = fakeToken('ab')

test('a comment that both segments show is unused only where neither uses it', () => {
  const text = `"${token}" # keywarden:allow github-pat sample\n# keywarden:allow github-pat old\n`
  const [first, second] = [reading(text, matchesIn(text, token), 7), reading(text, [], 7)]
  expect(second.unused.map(({ line }) => line)).toEqual([8, 9])
  for (const joined of [joinReadings(first, second), joinReadings(second, first)]) {
    expect(joined.matches).toEqual(first.matches)
    expect(joined.unused.map(({ line }) => line)).toEqual([9])
  }
})

test('what both segments tell is told once', () => {
  const text = `"${token}" # keywarden:allow github-pat\n"${token}" # keywarden:allow\n`
  const both = reading(text, matchesIn(text, token))
  expect(joinReadings(both, both).notices).toEqual(both.notices)
  expect(both.notices).toHaveLength(2)
})
