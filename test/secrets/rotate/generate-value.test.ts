import { expect, test } from 'vitest'
import { generateValue, parseValueSpec } from '../../../src/secrets/rotate/generate-value.ts'
import { refuseDumps } from '../../../src/secrets/rotate/refuse-dumps.ts'
import { requireNoRush } from '../../../src/secrets/rotate/require-no-rush.ts'
import { sayDuration } from '../../../src/secrets/rotate/say-duration.ts'

test.each([
  ['alnum:40', /^[A-Za-z0-9]{40}$/],
  ['hex:64', /^[0-9a-f]{64}$/],
  ['base64url:43', /^[A-Za-z0-9_-]{43}$/],
  ['words:6', /^(?:[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz](?:-|$)){6}$/],
])('%s has its form and is another one each time', (spec, form) => {
  const values = new Set(Array.from({ length: 50 }, () => generateValue(parseValueSpec(spec)).reveal()))
  expect(values.size).toBe(50)
  for (const value of values) expect(value).toMatch(form)
})

test('every character of an alphabet comes, none much more often than another', () => {
  const counts = new Map<string, number>()
  const text = Array.from({ length: 60 }, () => generateValue(parseValueSpec('alnum:1024')).reveal()).join('')
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1)
  expect(counts.size).toBe(62)
  const expected = text.length / 62
  // six standard deviations: one run in ten million fails by chance
  for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(6 * Math.sqrt(expected))
})

test.each([
  'alnum:13',
  'hex:19',
  'words:4',
  'alnum:0',
  'alnum:1025',
  'alnum',
  'rot13:40',
  'alnum:4e1',
  '',
  'constructor:40',
])('%j is refused', (spec) => expect(() => parseValueSpec(spec)).toThrow(expect.objectContaining({ code: 'USAGE' })))

test.each([
  ['--report-on-fatalerror', []],
  ['--max-old-space-size=100 --heapsnapshot-signal=SIGUSR2', []],
  ['"--report-uncaught-exception"', []],
  ['', ['--heapsnapshot-near-heap-limit=1']],
  ['', ['--heap-prof']],
])('SEC-14: NODE_OPTIONS %j and arguments %j are refused', (options, args) => {
  expect(() => refuseDumps(options, args)).toThrow(/which can write secrets to a file/)
})

test.each([
  ['', []],
  ['--max-old-space-size=100 --enable-source-maps', ['--no-warnings']],
  ['--require ./my--report-tool.cjs', []],
])('SEC-14: NODE_OPTIONS %j and arguments %j are fine', (options, args) => {
  expect(() => refuseDumps(options, args)).not.toThrow()
})

test('ROT-06: a version whose date the store does not know does not count', () => {
  const version = { id: 'a', stages: [], createdOn: null, isEnabled: true, requestId: '' }
  expect(() => requireNoRush('KEY', [version, version, version], 0)).not.toThrow()
})

test.each([
  [45_000, '45 s'],
  [3_600_000, '1 h'],
  [5_400_000, '90 min'],
  [86_400_000, '1 day'],
  [7 * 86_400_000, '7 days'],
])('%d ms are %s', (milliseconds, text) => expect(sayDuration(milliseconds)).toBe(text))
