import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StreamRedactor, seekValues } from '../../src/known/stream-redactor.ts'

const value = fc
  .string({ minLength: 12, maxLength: 60, unit: fc.constantFrom(...'abcdefXYZ0189_-+/=!"\\ \n') })
  .filter((text) => text.trim() === text && text.length >= 12)
const filler = fc.string({ maxLength: 40, unit: fc.constantFrom(...'abc 0189+/=\n\r"\\n%') })
const written = [
  (text: string) => text,
  (text: string) => encodeURIComponent(text),
  (text: string) => JSON.stringify(text),
  (text: string) => Buffer.from(`x${text}`).toString('base64'),
  (text: string) => Buffer.from(text).toString('hex'),
  (text: string) =>
    (
      Buffer.from(`ab${text}`)
        .toString('base64')
        .match(/.{1,16}/g) ?? []
    ).join('\n'),
  // a part of it, then something else
  (text: string) => text.slice(0, 9),
]
const stream = fc.array(fc.tuple(filler, fc.nat({ max: 2 }), fc.constantFrom(...written)), { maxLength: 8 })

function redact(values: readonly string[], chunks: readonly Uint8Array[]): string {
  const redactor = new StreamRedactor(seekValues(values))
  return Buffer.concat([...chunks.map((chunk) => redactor.push(chunk)), redactor.end()]).toString()
}

function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [...ends, bytes.length].map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))
}

describe('a stream', () => {
  test('comes out the same however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 3, maxLength: 3 }),
        stream,
        fc.array(fc.nat(), { maxLength: 12 }),
        (values, parts, places) => {
          const bytes = Buffer.from(
            parts.map(([text, number, write]) => text + write(values[number] as string)).join(''),
          )
          expect(redact(values, cut(bytes, places))).toBe(redact(values, [bytes]))
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('comes out the same byte by byte', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 3, maxLength: 3 }), stream, (values, parts) => {
        const bytes = Buffer.from(parts.map(([text, number, write]) => text + write(values[number] as string)).join(''))
        expect(
          redact(
            values,
            [...bytes].map((byte) => Buffer.from([byte])),
          ),
        ).toBe(redact(values, [bytes]))
      }),
    )
  })

  test('holds no value, however it is written and cut', () => {
    fc.assert(
      fc.property(
        value,
        filler,
        filler,
        fc.constantFrom(...written.slice(0, 5)),
        fc.array(fc.nat(), { maxLength: 8 }),
        (secret, before, behind, write, places) => {
          const bytes = Buffer.from(`${before} ${write(secret)} ${behind}`)
          const out = redact([secret], cut(bytes, places))
          expect(out).not.toContain(secret)
          expect(out).toContain('****')
        },
      ),
    )
  })

  test('without a value comes out as it went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.array(fc.nat(), { maxLength: 8 }), (bytes, places) => {
        const redactor = new StreamRedactor(seekValues(['a-secret-of-some-length']))
        const chunks = cut(Buffer.from(bytes), places).map((chunk) => redactor.push(chunk))
        expect(Buffer.concat([...chunks, redactor.end()])).toEqual(Buffer.from(bytes))
      }),
    )
  })
})

describe('what goes out at once', () => {
  const redactor = () =>
    new StreamRedactor(seekValues([Buffer.from('0123456789abcdef').toString('hex'), 'zQ4!secret-value']))

  test('is a line, whatever it ends in', () => {
    expect(redactor().push(Buffer.from('listening on 3000\n')).toString()).toBe('listening on 3000\n')
  })

  test('is all but the beginning of a value', () => {
    const stream = redactor()
    expect(stream.push(Buffer.from('token: zQ4!sec')).toString()).toBe('token: ')
    expect(stream.push(Buffer.from('ond\n')).toString()).toBe('zQ4!second\n')
  })
})

test('the longest of several values that lie in each other is masked as one', () => {
  const password = ['pa55', 'w0rd', 'long'].join('-')
  const url = `postgres://app:${password}@db/app`
  expect(redact([url, password], [Buffer.from(`url ${url} pw ${password}.`)])).toBe('url **** pw ****.')
})

test('a value that the stream ends in the middle of is masked as well', () => {
  expect(redact(['zQ4!secret-value'], [Buffer.from('x zQ4!secret-')])).toBe('x ****')
})
