import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Excerpt } from '../../src/model/match.ts'
import { codeFrame } from '../../src/report/code-frame.ts'
import { displayWidth } from '../../src/report/display-width.ts'
import { PLAIN, UNICODE_SYMBOLS } from '../../src/report/palette.ts'
import { hostileExcerpt } from './arbitrary-report.ts'

const MASK = 'acme_****'

/** An excerpt of one line in which `MASK` stands. */
function excerptOf(line: string): Excerpt {
  return { firstLine: 7, lines: [line], caretLine: 0, caretColumn: line.indexOf(MASK), caretLength: MASK.length }
}

/** Columns at which the carets and the mask begin and end in a frame. */
function columns(frame: readonly string[]) {
  const [line = '', carets = ''] = frame
  const column = (text: string, index: number) => displayWidth(text.slice(0, index))
  return {
    mask: [column(line, line.indexOf(MASK)), column(line, line.indexOf(MASK) + MASK.length)],
    carets: [column(carets, carets.indexOf('^')), column(carets, carets.lastIndexOf('^') + 1)],
  }
}

test('a frame numbers its lines and puts carets under the mask', () => {
  const excerpt = { firstLine: 9, lines: ['a', `key: ${MASK}`, ''], caretLine: 1, caretColumn: 5, caretLength: 9 }
  expect(codeFrame(excerpt, 80, PLAIN)).toEqual([' 9 | a', '10 | key: acme_****', '   |      ^^^^^^^^^', '11 |'])
})

test('tabs reach to the next stop of four columns', () => {
  const excerpt = { firstLine: 1, lines: ['ab\tc\t\td', '漢\tx'], caretLine: -1, caretColumn: 0, caretLength: 0 }
  expect(codeFrame(excerpt, 80, PLAIN)).toEqual(['1 | ab  c       d', '2 | 漢  x'])
})

test.each([
  ['tabs', `\tif\tx = ${MASK}`],
  ['wide characters', `漢字「${MASK}」`],
  ['emoji', `🔑 = ${MASK}`],
  ['combining marks', `cle\u0301 = ${MASK}`],
  ['escapes', `\x1b[31m\u202e${MASK}`],
  ['a long line', `${'x'.repeat(500)}${MASK}${'y'.repeat(500)}`],
  ['a long wide line', `${'漢'.repeat(500)}${MASK}${'字'.repeat(500)}`],
  ['the end of a long line', `${'x'.repeat(500)}${MASK}`],
  ['the start of a long line', `${MASK}${'x'.repeat(500)}`],
])('carets stand under the mask after %s', (_, line) => {
  for (const palette of [PLAIN, { ...PLAIN, symbols: UNICODE_SYMBOLS }]) {
    const frame = codeFrame(excerptOf(line), 60, palette)
    const { mask, carets } = columns(frame)
    expect(frame[0]).toContain(MASK)
    expect(carets).toEqual(mask)
    for (const shown of frame) expect(displayWidth(shown)).toBeLessThanOrEqual(60)
  }
})

test('carets stand under the mask wherever it stands in whatever line', () => {
  const part = fc.string({
    unit: fc.constantFrom('a', ' ', '\t', '漢', '🔑', '\u0301', '\x1b', '#', '['),
    maxLength: 120,
  })
  fc.assert(
    fc.property(part, part, fc.integer({ min: 25, max: 120 }), (before, after, width) => {
      const frame = codeFrame(excerptOf(`${before}${MASK}${after}`), width, PLAIN)
      const { mask, carets } = columns(frame)
      expect(carets).toEqual(mask)
      for (const shown of frame) expect(displayWidth(shown)).toBeLessThanOrEqual(width)
    }),
    { numRuns: 500 },
  )
})

test('a frame stays within its width, whatever the excerpt', () => {
  fc.assert(
    fc.property(hostileExcerpt, fc.integer({ min: 40, max: 120 }), (excerpt, width) => {
      for (const line of codeFrame(excerpt, width, PLAIN)) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }),
  )
})

test('an excerpt without a line for the caret has none', () => {
  const excerpt = { firstLine: 1, lines: ['a'], caretLine: 5, caretColumn: 0, caretLength: 3 }
  expect(codeFrame(excerpt, 80, PLAIN)).toEqual(['1 | a'])
})
