import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildTables } from '../../../src/detect/detector-tables.ts'
import { CoreScanner } from '../../../src/detect/prefilter/core-scanner.ts'
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
  return { admitted: admitted.sort(), runs: [...runs] }
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
      for (const scanner of [plain, core]) expect(scanned(scanner, text).runs).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})
