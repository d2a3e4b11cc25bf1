import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runLayers } from '../../../src/detect/decode/run-layers.ts'
import { buildTables } from '../../../src/detect/detector-tables.ts'
import { randomStrings } from '../../../src/detect/generic/random-strings.ts'
import { CoreScanner } from '../../../src/detect/prefilter/core-scanner.ts'
import { findLongRuns } from '../../../src/detect/prefilter/long-runs.ts'
import { PlainScanner } from '../../../src/detect/prefilter/plain-scanner.ts'
import type { TextScanner } from '../../../src/detect/prefilter/text-scanner.ts'
import { mock } from '../../support/mock.ts'
import { builtInRules } from '../engine.ts'

const rules = await builtInRules()
const tables = buildTables(rules)
const wasm = readFileSync(new URL('../../../dist/rules/scan.wasm', import.meta.url))
const plain = new PlainScanner(tables)
const core = CoreScanner.start(tables, () => wasm) ?? plain

const keywords = rules.flatMap((rule) => rule.keywords)
const piece = fc.oneof(
  fc.constantFrom(...keywords).chain((keyword) => fc.constantFrom(keyword, keyword.toUpperCase())),
  fc.constantFrom(...rules.filter(({ anchors }) => anchors.length > 0).map(({ id }) => id)).map((id) => mock(id)),
  fc.string({ unit: fc.constantFrom(...'aZ09+/=_-. "\n'), maxLength: 60 }),
  fc.constantFrom('A1b2', '=', '"', ' ', 'é').chain((unit) => fc.nat(40).map((times) => unit.repeat(times))),
)

function scanned(scanner: TextScanner, text: { buffer: Buffer; start: number; end: number }) {
  const admitted: string[] = []
  const runs = scanner.scan(text, (record, offset) => admitted.push(`${record}@${offset}`))
  return { admitted: admitted.sort(), encoded: [...runs.encoded], quoted: [...runs.quoted] }
}

test('the core is there', () => {
  expect(core).toBeInstanceOf(CoreScanner)
})

test('the core sees what the plain scanner sees, however long the text is and wherever it begins', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(40), fc.nat(40), fc.nat(3), (pieces, lead, tail, more) => {
      // long enough for several rounds of four walks, of which each begins in the middle of something
      const buffer = Buffer.from(pieces.join('').repeat(1 + 9 ** more))
      const text = { buffer, start: Math.min(lead, buffer.length), end: Math.max(0, buffer.length - tail) }
      if (text.end < text.start) return
      expect(scanned(core, text)).toEqual(scanned(plain, text))
    }),
    { numRuns: 150 },
  )
})

/** Runs as they come in quotes, encoded, in lines, and those that are nearly such. */
const run = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abXY12+/-_'), minLength: 20, maxLength: 130 }),
  fc
    .tuple(fc.string({ maxLength: 40 }), fc.constantFrom('base64', 'hex', 'base64url'), fc.nat(5))
    .map(([text, code, cut]) =>
      Buffer.from(text)
        .toString(code as BufferEncoding)
        .slice(cut),
    ),
  fc.constantFrom('0123456789abcdef', '=', 'A').chain((unit) => fc.nat(3).map((times) => unit.repeat(times))),
)
const between = fc.constantFrom(
  '"',
  "'",
  '`',
  '',
  '\n',
  '\r\n',
  '\n  ',
  '\n\t',
  '\\n',
  '\\r\\n',
  ' ',
  '\r',
  '\\r',
  '.',
  '\n'.padEnd(66),
)

test('the core tells the same runs to be looked into as the plain scanner', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(between, run), { maxLength: 12 }), fc.nat(60), fc.nat(60), (pieces, lead, tail) => {
      const buffer = Buffer.from(pieces.flat().join(''), 'latin1')
      const text = { buffer, start: Math.min(lead, buffer.length), end: Math.max(0, buffer.length - tail) }
      if (text.end < text.start) return
      expect(scanned(core, text)).toEqual(scanned(plain, text))
    }),
    { numRuns: 2000 },
  )
})

test('runs that are not told hold nothing that is decoded or random', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(between, run), { maxLength: 12 }), (pieces) => {
      const buffer = Buffer.from(pieces.flat().join(''), 'latin1')
      const text = { buffer, start: 0, end: buffer.length, isBinary: false }
      const { encoded, quoted } = scanned(core, text)
      const all = findLongRuns(text)
      const spansOf = (runs: readonly number[]) => [...runLayers(text, runs)].map(({ spanOf }) => spanOf(0, 20))
      expect(spansOf(encoded)).toEqual(spansOf(all))
      expect([...randomStrings(text, quoted)]).toEqual([...randomStrings(text, all)])
    }),
    { numRuns: 500 },
  )
})

test('a rule whose matches hold a long run is not told of a keyword without one in reach', () => {
  const rule = rules.findIndex(
    ({ leastRun, anchors }) =>
      leastRun >= 32 && anchors.length > 0 && anchors[0]?.head.length === anchors[0]?.keyword.length,
  )
  const { keyword } = rules[rule]?.anchors[0] ?? { keyword: '' }
  const reach = rules[rule]?.maxLength ?? 0
  const told = (scanner: TextScanner, gap: number) => {
    const buffer = Buffer.from(`${keyword}${' '.repeat(gap)}${'a1'.repeat(128)}`)
    const numbers = new Set<number>()
    scanner.scan({ buffer, start: 0, end: buffer.length }, (record) =>
      numbers.add(tables.admissions.records[5 * record] as number),
    )
    return numbers.has(rule)
  }
  for (const scanner of [plain, core]) {
    expect(told(scanner, 1)).toBe(true)
    expect(told(scanner, reach)).toBe(false)
  }
})

test('long runs are those that an expression finds', () => {
  const unit = fc.constantFrom('a', 'Z9', '+/', '-_', '=', ' ', '"', '.\n', 'ü')
  const stretch = fc.tuple(unit, fc.nat(40)).map(([text, times]) => text.repeat(times))
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 30 }), fc.nat(3), (stretches, start) => {
      const buffer = Buffer.from('#'.repeat(start) + stretches.join(''))
      const expected = [...buffer.toString('latin1').matchAll(/[A-Za-z0-9+/=_-]{24,}/g)].flatMap(
        ({ index, 0: run }) => [index, index + run.length],
      )
      const text = { buffer, start, end: buffer.length }
      expect(findLongRuns(text)).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})
