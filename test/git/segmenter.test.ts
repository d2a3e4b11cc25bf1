import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Segmenter } from '../../src/git/segmenter.ts'
import { chunked, chunkSizes } from './chunked.ts'

const bytes = fc.array(fc.constantFrom(10, 65, 66, 0), { maxLength: 500 }).map(Buffer.from)

test('PROP windows put together are the file, each says where it stands and repeats the end of the one before', () => {
  fc.assert(
    fc.property(
      bytes,
      chunkSizes,
      fc.integer({ min: 2, max: 64 }),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      (file, sizes, size, share) => {
        const overlap = Math.min(Math.floor(size * share), size - 1)
        const segmenter = new Segmenter(size, overlap)
        let joined = Buffer.alloc(0)
        const check = ({ content, segment }: ReturnType<Segmenter['finish']>) => {
          const window = content.buffer.subarray(content.start, content.end)
          expect(segment.offset).toBe(joined.length - segment.overlap)
          expect(segment.overlap).toBe(segment.offset === 0 ? 0 : overlap)
          expect(window.subarray(0, segment.overlap)).toEqual(joined.subarray(segment.offset))
          expect(segment.linesBefore).toBe(file.subarray(0, segment.offset).filter((byte) => byte === 10).length)
          joined = Buffer.concat([joined, window.subarray(segment.overlap)])
        }
        for (const chunk of chunked(file, sizes)) for (const window of segmenter.push(chunk)) check(window)
        check(segmenter.finish())
        expect(joined).toEqual(file)
      },
    ),
  )
})
