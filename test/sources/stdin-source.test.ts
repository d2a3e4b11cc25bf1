import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/git-repo.ts'
import { type Reading, readSource } from './read-source.ts'

async function read(chunks: readonly string[]): Promise<Reading> {
  await using folder = await temporaryFolder()
  const stdin = Readable.from(chunks.map((chunk) => Buffer.from(chunk, 'latin1')))
  return await readSource({ kind: 'stdin', filename: 'src/a.ts' }, { root: folder.path, env: { PATH: '' } }, { stdin })
}

test('all of stdin is one file of the given name', async () => {
  const reading = await read(['one\n', 'two', '\xff\n'])
  expect(reading.blobs).toMatchObject([{ path: 'src/a.ts', size: 9 }])
  expect(reading.at('src/a.ts')).toBe('one\ntwo\xff\n')
})

test('an empty stdin is an empty file', async () => {
  expect((await read([])).at('src/a.ts')).toBe('')
})

test('a long stdin comes in windows', async () => {
  const chunk = `${'x'.repeat(1023)}\n`.repeat(1024)
  const reading = await read(Array(20).fill(chunk))
  expect(reading.blobs).toHaveLength(3)
  expect(reading.blobs[1]!.segment.linesBefore).toBe(reading.blobs[1]!.segment.offset / 1024)
  expect(reading.at('src/a.ts')).toBe(chunk.repeat(20))
})
