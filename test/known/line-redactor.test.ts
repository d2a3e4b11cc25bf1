import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineRedactor } from '../../src/known/line-redactor.ts'

/** Masks every run of nines, and every `AB` however many lines lie between. */
function findNines(lines: Buffer) {
  return [...lines.toString('latin1').matchAll(/9+|A[^AB]*B/g)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }))
}

function redact(chunks: readonly Uint8Array[]): string {
  const redactor = new LineRedactor(findNines)
  return Buffer.concat([...chunks.map((chunk) => redactor.push(chunk)), redactor.end()]).toString('latin1')
}

const piece = fc.constantFrom(
  '9',
  '99',
  'x',
  ' ',
  '\n',
  '\r\n',
  'A',
  'B',
  '-----BEGIN RSA PRIVATE KEY-----',
  '-----END RSA PRIVATE KEY-----',
)

test('what comes out does not depend on how the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.nat(), { maxLength: 10 }), (pieces, places) => {
      const bytes = Buffer.from(pieces.join(''), 'latin1')
      const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
      const chunks = [...ends, bytes.length].map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))
      expect(redact(chunks)).toBe(redact([bytes]))
    }),
    { numRuns: 500 },
  )
})

test('a line goes out when it is complete, the lines of a key together', () => {
  const redactor = new LineRedactor(findNines)
  expect(redactor.push(Buffer.from('one 9\ntwo 9')).toString()).toBe('one ****\n')
  expect(redactor.push(Buffer.from('\n-----BEGIN PRIVATE KEY-----\nA\n')).toString()).toBe('two ****\n')
  expect(redactor.push(Buffer.from('B\n-----END PRIVATE KEY-----\n')).toString()).toContain('****\n-----END')
})

test('a key block without an end holds nothing up for good', () => {
  const redactor = new LineRedactor(findNines)
  expect(redactor.push(Buffer.from(`-----BEGIN PRIVATE KEY-----\n${'abc\n'.repeat(20_000)}`)).length).toBeGreaterThan(
    10_000,
  )
})
