import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodedRuns } from '../../../src/detect/decode/encoded-runs.ts'
import { escapeLayers } from '../../../src/detect/decode/escape-layers.ts'
import { ESCAPE_CODES } from '../../../src/detect/decode/escape-table.ts'
import { escapeWindows } from '../../../src/detect/decode/escape-windows.ts'
import type { Layer } from '../../../src/detect/decode/layer.ts'
import { runLayers } from '../../../src/detect/decode/run-layers.ts'
import { findLongRuns } from '../../../src/detect/prefilter/long-runs.ts'
import type { ByteRange } from '../../../src/model/blob.ts'

const runsOf = (text: ByteRange) => encodedRuns(text, findLongRuns(text))
const MEGABYTE = 1 << 20
const rangeOf = (text: string) => ({ buffer: Buffer.from(text, 'latin1'), start: 0, end: text.length })
const sizeOf = (layers: Iterable<Layer>) => [...layers].reduce((sum, { bytes }) => sum + bytes.length, 0)
const fill = (unit: string) => unit.repeat(Math.ceil(MEGABYTE / unit.length))
const everySecond = (text: string, unit: string) => ESCAPE_CODES.map(() => offsetsOf(text, unit))

function offsetsOf(text: string, unit: string): number[] {
  const offsets: number[] = []
  for (let at = text.indexOf(unit); at >= 0; at = text.indexOf(unit, at + 1)) offsets.push(at)
  return offsets
}

test('every run of 27 code characters is found, whole and once, wherever it begins', () => {
  const piece = fc.tuple(
    fc.constantFrom(' ', '"', '=', '.\n'),
    fc.integer({ min: 1, max: 70 }),
    fc.constantFrom('a', 'Z9', '+/', '-_'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(3), (pieces, start) => {
      const text =
        '#'.repeat(start) + pieces.map(([gap, length, unit]) => gap + unit.repeat(length).slice(0, length)).join('')
      const naive = [...text.matchAll(/[A-Za-z0-9+/_-]{27,}/g)].map((run) => [run.index, run.index + run[0].length])
      const found = runsOf({ ...rangeOf(text), start }).map((run) => [run.start, run.end])
      expect(found).toEqual(naive)
    }),
  )
})

test('the parts that are unescaped hold every escape, do not overlap and end with the line', () => {
  const line = fc.tuple(fc.integer({ min: 0, max: 9000 }), fc.boolean(), fc.integer({ min: 0, max: 9000 }))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.map(([a, has, b]) => `${'a'.repeat(a)}${has ? '%41' : ''}${'b'.repeat(b)}`).join('\n')
      const offsets = offsetsOf(text, '%41')
      const windows = escapeWindows(rangeOf(text), offsets)
      let reached = -1
      for (const { start, end } of windows) {
        expect(start).toBeGreaterThan(reached)
        reached = end
      }
      for (const offset of offsets) {
        const window = windows.find(({ start, end }) => start <= offset && offset + 3 <= end)
        expect(window).toBeDefined()
        const near = text.slice(Math.max(0, offset - 1000), offset)
        expect(text.slice(window?.start, offset).endsWith(near.slice(near.lastIndexOf('\n') + 1))).toBe(true)
      }
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['base64 of text', fill(Buffer.from('a line of plain text ').toString('base64'))],
  ['base64 of base64', Buffer.from(fill(Buffer.from('some plain text, ').toString('base64'))).toString('base64')],
  ['the same in lines', fill(`${Buffer.from('a line of plain text, as long as a line is.  ').toString('base64')}\n`)],
  ['lines of one word', fill('abcdefghijklmnopqrstuvwxyzabcd\n')],
  ['zeros', fill('0')],
  ['hex of text', Buffer.from(fill('text ')).toString('hex')],
])('no more than twice a text of %s is decoded', (_, text) => {
  expect(sizeOf(runLayers(rangeOf(text), findLongRuns(rangeOf(text))))).toBeLessThanOrEqual(2 * text.length)
})

test.each(['%41', '\\u0041', '\\\\\\"', '{\\"', '&amp;', '&#65;'])('a text of %s is unescaped once', (unit) => {
  const text = fill(unit)
  const seen = everySecond(text, unit)
  for (const [index] of ESCAPE_CODES.entries()) {
    const only = seen.map((offsets, other) => (other === index ? offsets : []))
    expect(sizeOf(escapeLayers(rangeOf(text), only))).toBeLessThanOrEqual(text.length)
  }
})
