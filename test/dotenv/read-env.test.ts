import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEnv } from '../../src/dotenv/read-env.ts'

/** Any UTF-16 code units, lone surrogates included. */
const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) })

test.each([
  ['A=b', [['A', 'b', '', 1]]],
  [
    'A=b\r\nC = d \r\n',
    [
      ['A', 'b', '', 1],
      ['C', 'd', '', 2],
    ],
  ],
  ['\ufeffA=b', [['A', 'b', '', 1]]],
  ['A=', [['A', '', '', 1]]],
  [
    'A=\nB=',
    [
      ['A', '', '', 1],
      ['B', '', '', 2],
    ],
  ],
  ['# A=b\n\n  B=c # note', [['B', 'c', '', 3]]],
  ['A=b#c', [['A', 'b', '', 1]]],
  ['A="b # c" # note', [['A', 'b # c', '"', 1]]],
  ["A='b \\n c'", [['A', 'b \\n c', "'", 1]]],
  ['A="b\\n\\"c\\" \\\\ \\x"', [['A', 'b\n"c" \\ \\x', '"', 1]]],
  ['A=`it\'s "so"`', [['A', 'it\'s "so"', '`', 1]]],
  [
    'A="b\\\\"\nC="d"',
    [
      ['A', 'b\\', '"', 1],
      ['C', 'd', '"', 2],
    ],
  ],
  [
    'A="one\ntwo"\nB=c',
    [
      ['A', 'one\ntwo', '"', 1],
      ['B', 'c', '', 3],
    ],
  ],
  [
    'A="open\nB=c',
    [
      ['A', '"open', '', 1],
      ['B', 'c', '', 2],
    ],
  ],
  [
    'A="b" c\nB=d',
    [
      ['A', '"b" c', '', 1],
      ['B', 'd', '', 2],
    ],
  ],
  [
    'A: b\nhttp://x.y\nC:\n',
    [
      ['A', 'b', '', 1],
      ['C', '', '', 3],
    ],
  ],
  [
    'A=b\nA=c',
    [
      ['A', 'b', '', 1],
      ['A', 'c', '', 2],
    ],
  ],
  ['nonsense\n=b\nA.b-c_1=d', [['A.b-c_1', 'd', '', 3]]],
  ['', []],
])('%j', (text, expected) => {
  expect(readEnv(text).map(({ key, value, quote, line }) => [key, value, quote, line])).toEqual(expected)
})

test('export is told and is no part of the key', () => {
  expect(readEnv('export A=b\nexport = c').map(({ key, isExported }) => [key, isExported])).toEqual([
    ['A', true],
    ['export', false],
  ])
})

const key = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/)
const plain = fc.stringMatching(/^[a-z0-9:/@.-]{0,12}$/)
const quoted = fc.tuple(fc.stringMatching(/^[a-z0-9 #=$@.-]{0,12}$/), fc.constantFrom('"', "'", '`'))
const value = fc.oneof(
  plain,
  quoted.map(([text, quote]) => `${quote}${text}${quote}`),
)
const line = fc.oneof(
  fc.tuple(fc.constantFrom('', 'export '), key, value, fc.constantFrom('', ' # note')).map((parts) => {
    const [start, name, text, note] = parts
    return `${start}${name}=${text}${note}`
  }),
  fc.constantFrom('', '# note'),
)

test('well-formed files read as Node reads them, the last of repeated keys taken', () => {
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join('\n')
      const read = Object.fromEntries(readEnv(text).map((entry) => [entry.key, entry.value]))
      expect(read).toEqual({ ...parseEnv(text) })
    }),
  )
})

test('the offsets of a value hold it, quotes included, and the lines are right', () => {
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join('\n')
      for (const entry of readEnv(text)) {
        const raw = text.slice(entry.valueStart, entry.valueEnd)
        expect(raw).toBe(`${entry.quote}${entry.value}${entry.quote}`)
        expect(lines[entry.line - 1]).toContain(`${entry.key}=${raw}`)
      }
    }),
  )
})

test('any text is read, and its entries stand in it one after the other', () => {
  const piece = fc.constantFrom('A=', '"', "'", '`', '\\', '\n', '#', ' ', 'export ', ':', '\r', 'x')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece).map((parts) => parts.join('')),
        anyText,
      ),
      (text) => {
        let end = 0
        for (const entry of readEnv(text)) {
          expect(entry.valueStart).toBeGreaterThan(end === 0 ? 0 : end)
          expect(entry.valueEnd).toBeGreaterThanOrEqual(entry.valueStart)
          expect(entry.line).toBe(text.slice(0, entry.valueStart).split('\n').length)
          end = entry.valueEnd
        }
        expect(end).toBeLessThanOrEqual(text.length)
      },
    ),
    { numRuns: 500 },
  )
})

test('a long value with many escapes and a file of open quotes are read', () => {
  expect(readEnv(`A="${'\\"'.repeat(100_000)}"`)[0]?.value).toHaveLength(100_000)
  expect(readEnv('A="\\"\n'.repeat(20_000)).length).toBeGreaterThan(0)
  expect(readEnv(`A=${'"'.repeat(1_000_001)}x`)).toHaveLength(1)
})
