import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RawChange, RawDiffParser } from '../../src/git/parse-raw-diff.ts'
import { NulSplitter } from '../../src/git/split-nul.ts'
import { encodePath } from '../../src/model/repo-path.ts'
import { chunked, chunkSizes } from './chunked.ts'

const oid = fc.oneof(
  fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
)
const entry = fc.option(fc.record({ mode: fc.constantFrom(0o100644, 0o100755, 0o120000, 0o160000), oid }))
const path = fc
  .uint8Array({ minLength: 1, maxLength: 30 })
  .map((bytes) => Buffer.from(bytes.map((byte) => byte || 0x2f)))
const change = fc.record({ entry, previous: fc.array(entry, { minLength: 1, maxLength: 4 }), path })
const item = fc.oneof(oid, change)

type Item = typeof item extends fc.Arbitrary<infer T> ? T : never

function written(record: Item): Buffer {
  if (typeof record === 'string') return Buffer.from(`${record}\0`)
  const sides = [...record.previous, record.entry]
  const modes = sides.map((side) => (side?.mode ?? 0).toString(8).padStart(6, '0'))
  const ids = sides.map((side) => side?.oid ?? '0'.repeat(40))
  const header = `${':'.repeat(record.previous.length)}${[...modes, ...ids, 'M'].join(' ')}\0`
  return Buffer.concat([Buffer.from(header), record.path, Buffer.of(0)])
}

test('PROP changes and commits come out as they were written, wherever the chunks break', () => {
  fc.assert(
    fc.property(fc.array(item), chunkSizes, (items, sizes) => {
      const splitter = new NulSplitter()
      const parser = new RawDiffParser()
      const found: (string | RawChange)[] = []
      for (const chunk of chunked(Buffer.concat(items.map(written)), sizes)) {
        for (const record of splitter.push(chunk)) {
          const result = parser.take(record)
          if (result !== null) found.push(result)
        }
      }
      splitter.end()
      parser.end()
      const read = found.map((it) =>
        typeof it === 'string' ? it : { entry: it.entry, previous: it.previous, path: encodePath(it.path) },
      )
      expect(read).toEqual(items)
    }),
  )
})

test('PROP random bytes are an error of ours or nothing, never a crash', () => {
  const bytes = fc.oneof(
    fc.uint8Array(),
    fc.string({ unit: fc.constantFrom(...':0123456789abcdef MU ') }).map(Buffer.from),
  )
  fc.assert(
    fc.property(fc.array(bytes), (records) => {
      const parser = new RawDiffParser()
      try {
        for (const record of records) parser.take(Buffer.from(record))
        parser.end()
      } catch (error) {
        expect(error).toMatchObject({ code: 'GIT_FAILED' })
      }
    }),
  )
})

test('a path that looks like a header or an id is a path', () => {
  const parser = new RawDiffParser()
  const header = `:000000 100644 ${'0'.repeat(40)} ${'a'.repeat(40)} A`
  for (const name of [header, 'b'.repeat(40)]) {
    expect(parser.take(Buffer.from(header))).toBeNull()
    expect(parser.take(Buffer.from(name))).toMatchObject({ path: name, previous: [null] })
  }
})

test('OPS-05 a header without a path is an error', () => {
  const parser = new RawDiffParser()
  parser.take(Buffer.from(`:000000 100644 ${'0'.repeat(40)} ${'a'.repeat(40)} A`))
  expect(() => parser.end()).toThrow(expect.objectContaining({ code: 'GIT_FAILED' }))
})
