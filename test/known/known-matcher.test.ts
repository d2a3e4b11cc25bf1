import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KnownMatcher } from '../../src/known/known-matcher.ts'
import { TEXT_SPELLINGS } from '../../src/known/spellings.ts'

const printable = fc.string({
  minLength: 8,
  maxLength: 80,
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
})
const multiline = fc.array(printable, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))
const unicode = fc
  .tuple(printable, fc.string({ unit: 'binary', minLength: 1, maxLength: 10 }))
  .map(([a, b]) => a + b.toWellFormed().replace(/\s/g, 'é'))
const value = fc.oneof(printable, multiline, unicode)
const filler = fc.string({ maxLength: 60, unit: fc.constantFrom(...'abc ABC019+/=\n\r\t "\'%\\') })

function findAll(values: readonly string[], content: string | Buffer) {
  const bytes = Buffer.from(content as string)
  // at an odd place of a larger buffer, as blobs come
  const buffer = Buffer.concat([Buffer.alloc(3, 0x78), bytes, Buffer.alloc(5, 0x79)])
  const found = new KnownMatcher(values).find({ buffer, start: 3, end: 3 + bytes.length })
  return found.map((span) => ({ ...span, start: span.start - 3, end: span.end - 3 }))
}

describe('a known value is found', () => {
  test.each([...TEXT_SPELLINGS.keys()])('as text spelled in way %i, at its place', (number) => {
    const { spell } = TEXT_SPELLINGS[number] as (typeof TEXT_SPELLINGS)[number]
    fc.assert(
      fc.property(value, filler, filler, (secret, before, behind) => {
        const start = Buffer.byteLength(before) + 1
        const end = start + Buffer.byteLength(spell(secret))
        const found = findAll([secret], `${before}|${spell(secret)}|${behind}`)
        expect(found.some((span) => span.start === start && span.end === end && span.value === 0)).toBe(true)
      }),
    )
  })

  test('in base64 and base64url at each of three alignments', () => {
    fc.assert(
      fc.property(
        value,
        fc.uint8Array({ maxLength: 5 }),
        fc.uint8Array({ maxLength: 5 }),
        filler,
        fc.constantFrom('base64' as const, 'base64url' as const),
        (secret, head, tail, before, encoding) => {
          const whole = Buffer.concat([head, Buffer.from(secret), tail]).toString(encoding)
          const content = `${before}"${whole}"`
          const [found] = findAll([secret], content)
          const first = before.length + 1 + Math.ceil((head.length * 8) / 6)
          const last = before.length + 1 + Math.floor(((head.length + Buffer.byteLength(secret)) * 8) / 6)
          expect(found).toMatchObject({ start: first, end: last, value: 0 })
        },
      ),
    )
  })

  test('in hex of either case', () => {
    fc.assert(
      fc.property(value, filler, fc.boolean(), (secret, before, isUpper) => {
        const hex = Buffer.from(secret).toString('hex')
        const found = findAll([secret], `${before}"${isUpper ? hex.toUpperCase() : hex}"`)
        expect(found).toContainEqual({
          start: before.length + 1,
          end: before.length + 1 + hex.length,
          value: 0,
          form: 'hex',
          isWrapped: false,
        })
      }),
    )
  })

  test('in UTF-16 of either order within other bytes', () => {
    fc.assert(
      fc.property(value, fc.uint8Array({ maxLength: 20 }), fc.boolean(), (secret, before, isBig) => {
        const bytes = isBig ? Buffer.from(secret, 'utf16le').swap16() : Buffer.from(secret, 'utf16le')
        const found = findAll([secret], Buffer.concat([before, bytes, Buffer.from([1])]))
        expect(found.some(({ start, end }) => start === before.length && end === before.length + bytes.length)).toBe(
          true,
        )
      }),
    )
  })

  const folds = ['\n', '\r\n', '\n  ', '\\\n', '\\n', '\\r\\n', '" +\n    "', "'\n'"]
  test.each(folds)('in base64 and hex folded with %j at any width, wherever it begins', (fold) => {
    fc.assert(
      fc.property(
        value,
        fc.uint8Array({ maxLength: 90 }),
        fc.constantFrom(16, 60, 64, 76),
        fc.constantFrom('base64' as const, 'base64url' as const, 'hex' as const),
        (secret, head, width, encoding) => {
          const whole = Buffer.concat([head, Buffer.from(secret)]).toString(encoding)
          const lines = whole.match(new RegExp(`.{1,${width}}`, 'g')) ?? []
          const found = findAll([secret], `"${lines.join(fold)}"`)
          expect(found.length).toBeGreaterThan(0)
        },
      ),
    )
  })

  test('whatever its number, each at its own place', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 40 }), (values) => {
        const content = values.join(' ')
        const found = findAll(values, content)
        expect(found.map(({ value }) => value)).toEqual(values.map((_, i) => i))
        expect(found.map(({ start }) => start)).toEqual(values.map((_, i) => i * 37))
      }),
    )
  })

  test('although many share their beginning and their end', () => {
    const values = Array.from(
      { length: 300 },
      (_, i) => `postgres://app:${Buffer.from(`pw${i * 7919}`).toString('hex')}@db.example.com/app`,
    )
    expect(findAll(values, values.join('\n')).length).toBe(300)
  })
})

describe('what is not there is not found', () => {
  test('in random text', () => {
    fc.assert(
      fc.property(printable, fc.string({ maxLength: 300 }), (secret, text) => {
        fc.pre(!text.includes(secret))
        expect(findAll([secret], text)).toEqual([])
      }),
    )
  })

  test('a short value within a longer word', () => {
    expect(findAll(['monkey12'], 'monkey123 xmonkey12')).toEqual([])
    expect(findAll(['monkey12'], String.raw`a\nmonkey12 %20monkey12 =monkey12`).length).toBe(3)
  })

  test('a value of which one byte differs, wherever', () => {
    const secret = 'q8Zr2LxWv0TnKc4Ysd71'
    for (let at = 0; at < secret.length; at++) {
      const other = secret.slice(0, at) + (secret[at] === 'x' ? 'y' : 'x') + secret.slice(at + 1)
      expect(findAll([secret], other)).toEqual([])
    }
  })
})
