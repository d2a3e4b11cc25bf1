import { expect, test } from 'vitest'
import { sayBytes, sayCount, sayDuration } from '../../src/report/amounts.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [34_499, '34 kB'],
  [1_230_000, '1.2 MB'],
  [45_600_000, '46 MB'],
  [7_000_000_000, '7.0 GB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (bytes, said) => expect(sayBytes(bytes)).toBe(said))

test.each([
  [0, '0 ms'],
  [41.4, '41 ms'],
  [1_340, '1.3 s'],
  [125_900, '2 min 5 s'],
])('%d milliseconds are %s', (milliseconds, said) => expect(sayDuration(milliseconds)).toBe(said))

test.each([
  [0, '0 files'],
  [1, '1 file'],
  [12, '12 files'],
  [1_234_567, '1,234,567 files'],
])('%d and "file" are %s', (count, said) => expect(sayCount(count, 'file')).toBe(said))
