import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BatchReader } from '../../src/git/batch-reader.ts'
import { chunked, chunkSizes } from './chunked.ts'

const oid = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('hex'))
const content = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('\n', 'a', ' ') }).map(Buffer.from),
)
const object = fc.record({ oid, content: fc.option(content.map((bytes) => Buffer.from(bytes))) })

function written({ oid, content }: { oid: string; content: Buffer | null }): Buffer {
  if (content === null) return Buffer.from(`${oid} missing\n`)
  return Buffer.concat([Buffer.from(`${oid} blob ${content.length}\n`), content, Buffer.from('\n')])
}

test('PROP objects come out as they went in, wherever the chunks break', () => {
  fc.assert(
    fc.property(fc.array(object), chunkSizes, (objects, sizes) => {
      const reader = new BatchReader()
      const found = chunked(Buffer.concat(objects.map(written)), sizes).flatMap((chunk) =>
        Array.from(reader.push(chunk), (item) =>
          item.type === 'unread'
            ? { oid: item.oid, content: null }
            : {
                oid: item.oid,
                content: Buffer.from(item.content.buffer.subarray(item.content.start, item.content.end)),
              },
        ),
      )
      expect(found).toEqual(objects)
      expect(reader.arriving).toBeNull()
    }),
  )
})

test('an object that lies whole in a chunk is not copied', () => {
  const chunk = written({ oid: 'a'.repeat(40), content: Buffer.from('content') })
  const [item] = [...new BatchReader().push(chunk)]
  expect(item).toMatchObject({ type: 'object', content: { start: 48, end: 55 } })
  expect(item?.type === 'object' && item.content.buffer).toBe(chunk)
})

test('PROP random bytes are an error of ours or nothing, never a crash', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(`${'a'.repeat(40)} blob 3\n`, 'abc\n', `${'b'.repeat(40)} missing\n`, '\n').map(Buffer.from),
  )
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const reader = new BatchReader()
      try {
        for (const chunk of pieces) for (const item of reader.push(chunk)) expect(item.oid).toMatch(/^[0-9a-f]{40,64}$/)
      } catch (error) {
        expect(error).toMatchObject({ code: 'GIT_FAILED' })
      }
    }),
  )
})

test('OPS-05 an object that is not followed by a line feed is an error', () => {
  const reader = new BatchReader()
  expect(() => [...reader.push(Buffer.from(`${'a'.repeat(40)} blob 3\nabcd\n`))]).toThrow(
    expect.objectContaining({ code: 'GIT_FAILED' }),
  )
})
