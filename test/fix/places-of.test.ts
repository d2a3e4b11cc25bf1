import { expect, test } from 'vitest'
import { placesOf } from '../../src/commands/fixing/places-of.ts'
import { withEnvMasked } from '../../src/commands/fixing/search-versions.ts'

const VALUE = 'plain-value-of-mine'

test('every place of a value is found', () => {
  expect(placesOf('aXbXX', 'X')).toEqual([
    { start: 1, end: 2 },
    { start: 3, end: 4 },
    { start: 4, end: 5 },
  ])
})

test('values of .env are masked in what is shown, short settings are not', () => {
  const version = {
    kind: 'disk',
    path: 'a',
    text: `f('${VALUE}', '3000')`,
    digest: '',
    sites: [],
    encoded: [],
    masks: [],
  } as const
  expect(withEnvMasked(version, `A=${VALUE}\nPORT=3000\n`).masks).toEqual([{ start: 3, end: 22, mask: '****' }])
})
