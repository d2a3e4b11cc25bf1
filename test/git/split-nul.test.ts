import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NulSplitter } from '../../src/git/split-nul.ts'
import { chunked, chunkSizes } from './chunked.ts'

test('PROP records come out as they went in, wherever the chunks break', () => {
  const record = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0)))
  fc.assert(
    fc.property(fc.array(record), chunkSizes, (records, sizes) => {
      const splitter = new NulSplitter()
      const stream = Buffer.concat(records.flatMap((bytes) => [bytes, Buffer.of(0)]))
      const found = chunked(stream, sizes).flatMap((chunk) =>
        [...splitter.push(chunk)].map((bytes) => Buffer.from(bytes)),
      )
      splitter.end()
      expect(found).toEqual(records)
    }),
  )
})

test('OPS-05 a stream that ends within a record is an error', () => {
  const splitter = new NulSplitter()
  expect([...splitter.push(Buffer.from('whole\0half'))].map(String)).toEqual(['whole'])
  expect(() => splitter.end()).toThrow(expect.objectContaining({ code: 'GIT_FAILED' }))
})
