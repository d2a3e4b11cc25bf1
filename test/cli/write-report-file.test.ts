import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeReportFile } from '../../src/cli/write-report-file.ts'

let folder = ''
const at = (name: string) => join(folder, name)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywarden-report-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the file holds all pieces, and nothing is left beside it', async () => {
  const pieces = Array.from({ length: 5000 }, (_, i) => `line ${i} ${'ä'.repeat(20)}\n`)
  await writeReportFile(at('deep/er/a.json'), pieces)
  expect(readFileSync(at('deep/er/a.json'), 'utf8')).toBe(pieces.join(''))
  expect(readdirSync(at('deep/er'))).toEqual(['a.json'])
})

test('an old file keeps its bytes until the new one is complete', async () => {
  writeFileSync(at('a'), 'old')
  const seen: string[] = []
  function* pieces() {
    for (let i = 0; i < 3; i++) {
      yield 'x'.repeat(70_000)
      seen.push(readFileSync(at('a'), 'utf8'))
    }
  }
  await writeReportFile(at('a'), pieces())
  expect(seen).toEqual(['old', 'old', 'old'])
  expect(statSync(at('a')).size).toBe(210_000)
})

test('an old file survives a failure, and no other stays behind', async () => {
  writeFileSync(at('a'), 'old')
  function* pieces() {
    yield 'x'.repeat(70_000)
    throw new Error('the reporter broke')
  }
  await expect(writeReportFile(at('a'), pieces())).rejects.toMatchObject({ code: 'UNWRITABLE' })
  expect(readdirSync(folder)).toEqual(['a'])
  expect(readFileSync(at('a'), 'utf8')).toBe('old')
})

test('permissions of an old file stay', async () => {
  writeFileSync(at('a'), 'old')
  chmodSync(at('a'), 0o640)
  await writeReportFile(at('a'), ['new'])
  expect(statSync(at('a')).mode & 0o777).toBe(0o640)
})

test('a link is followed, not replaced', async () => {
  mkdirSync(at('b'))
  writeFileSync(at('b/real'), 'old')
  symlinkSync('b/real', at('link'))
  await writeReportFile(at('link'), ['new'])
  expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
  expect(readFileSync(at('b/real'), 'utf8')).toBe('new')
})

test('a pipe is written to as it is', async () => {
  execFileSync('mkfifo', [at('pipe')])
  const [text] = await Promise.all([readFile(at('pipe'), 'utf8'), writeReportFile(at('pipe'), ['a', 'b'])])
  expect(text).toBe('ab')
  expect(lstatSync(at('pipe')).isFIFO()).toBe(true)
})

test('a link to a pipe that has no path, as /dev/stderr is, is written to as it is', async () => {
  execFileSync('mkfifo', [at('pipe')])
  const reader = readFile(at('pipe'), 'utf8')
  const writer = await open(at('pipe'), 'w')
  unlinkSync(at('pipe'))
  await writeReportFile(`/dev/fd/${writer.fd}`, ['a', 'b'])
  await writer.close()
  expect(await reader).toBe('ab')
})

test('OPS-12: writers at the same time leave one whole report', async () => {
  const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(200_000))
  await Promise.all(texts.map((text) => writeReportFile(at('a'), [text])))
  expect(texts).toContain(readFileSync(at('a'), 'utf8'))
  expect(readdirSync(folder)).toEqual(['a'])
})

test.each([
  ['a folder', () => folder, 'EISDIR'],
  ['a path through a file', () => join(at('file'), 'x', 'y'), 'ENOTDIR'],
])('%s is an error that says so', async (_, path, code) => {
  writeFileSync(at('file'), '')
  await expect(writeReportFile(path(), ['a'])).rejects.toMatchObject({
    code: 'UNWRITABLE',
    message: expect.stringContaining(code),
  })
})
