import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CodeCache, readCodeCache, writeCodeCache } from '../../src/cli/code-cache.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywarden-cache-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function cacheOf(files: Readonly<Record<string, Uint8Array>>, generation = 1): CodeCache {
  const entries = Object.entries(files).map(([name, code]) => [name, { stamp: `stamp of ${name}`, code }] as const)
  return { generation, files: new Map(entries) }
}

const SAMPLE = cacheOf({ 'a.cjs': Buffer.from('code of a'), 'b.cjs': Buffer.alloc(1000, 7) }, 3)

describe('a cache of compiled code', () => {
  test('PROP is read as it was written, each code at a multiple of eight', () => {
    const path = join(folder, 'any.bin')
    const files = fc.dictionary(fc.string({ maxLength: 30 }), fc.uint8Array({ maxLength: 300 }), { maxKeys: 8 })
    fc.assert(
      fc.property(files, fc.nat(1000), (contents, generation) => {
        writeCodeCache(path, () => cacheOf(contents, generation))
        const read = readCodeCache(path)
        expect(read?.generation).toBe(generation)
        expect([...(read?.files.keys() ?? [])]).toEqual(Object.keys(contents))
        for (const [name, { stamp, code }] of read?.files ?? []) {
          expect(stamp).toBe(`stamp of ${name}`)
          expect(Buffer.compare(code, contents[name] as Uint8Array)).toBe(0)
          expect(code.length === 0 || code.byteOffset % 8 === 0).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('PROP with any byte changed, or cut off anywhere, is none', () => {
    const path = join(folder, 'damaged.bin')
    writeCodeCache(path, () => SAMPLE)
    const whole = readFileSync(path)
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Buffer.from(whole)
        damaged[at] = (damaged[at] as number) ^ change
        writeFileSync(path, damaged)
        expect(readCodeCache(path)).toBeNull()
        writeFileSync(path, whole.subarray(0, at))
        expect(readCodeCache(path)).toBeNull()
      }),
      { numRuns: 60 },
    )
  })

  test('that is not there, a folder or something else, is none', () => {
    expect(readCodeCache(join(folder, 'nowhere.bin'))).toBeNull()
    expect(readCodeCache(folder)).toBeNull()
    writeFileSync(join(folder, 'text.bin'), 'a text')
    expect(readCodeCache(join(folder, 'text.bin'))).toBeNull()
  })

  test('makes its folder, leaves nothing beside the file, and is open to nobody to write', () => {
    const before = process.umask(0)
    try {
      writeCodeCache(join(folder, 'cache', 'scan.bin'), () => SAMPLE)
    } finally {
      process.umask(before)
    }
    expect(readdirSync(join(folder, 'cache')).sort()).toEqual(['.gitignore', 'scan.bin'])
    expect(readFileSync(join(folder, 'cache', '.gitignore'), 'utf8')).toBe('*\n') // a repository may hold its node_modules
    expect(statSync(join(folder, 'cache', 'scan.bin')).mode & 0o022).toBe(0)
    expect(statSync(join(folder, 'cache')).mode & 0o022).toBe(0)
  })

  test('replaces one that was there', () => {
    const path = join(folder, 'scan.bin')
    writeFileSync(path, 'something else')
    writeCodeCache(path, () => SAMPLE)
    expect(readCodeCache(path)?.generation).toBe(3)
  })

  test('is not made, without a word, where its folder cannot be', () => {
    writeFileSync(join(folder, 'cache'), 'a file where the folder is to be')
    const refuse = () => expect.unreachable('nothing is compiled for nothing')
    expect(() => writeCodeCache(join(folder, 'cache', 'scan.bin'), refuse)).not.toThrow()
    expect(readdirSync(folder)).toEqual(['cache'])
  })

  test('is not made, and nothing is left, where its place is taken or code cannot be had', () => {
    mkdirSync(join(folder, 'taken.bin', 'full'), { recursive: true })
    writeCodeCache(join(folder, 'taken.bin'), () => SAMPLE)
    writeCodeCache(join(folder, 'other.bin'), () => {
      throw new Error('no code')
    })
    expect(readdirSync(folder)).toEqual(['taken.bin'])
    expect(existsSync(join(folder, 'taken.bin', 'full'))).toBe(true)
  })
})
