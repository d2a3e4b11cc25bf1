import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ProgramLoader } from '../../src/cli/program-loader.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywarden-loader-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

function writeAt(time: string, files: Readonly<Record<string, string>>): void {
  write(files)
  for (const name of Object.keys(files)) utimesSync(join(folder, name), new Date(time), new Date(time))
}

function stackOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return (
      (error as Error).stack
        ?.split('\n')[1]
        ?.replace(/^.*\(|\)$/g, '')
        .trim() ?? ''
    )
  }
  return expect.unreachable('nothing was thrown')
}

describe('files of the program are loaded as require does', () => {
  test('each once, with what they and Node export', () => {
    write({
      'a.cjs': `exports.b = require('./b.cjs'); exports.same = require('./b.cjs') === exports.b; exports.join = require('node:path').join`,
      'b.cjs': `exports.at = [__filename, __dirname]; exports.me = module.exports === exports`,
    })
    const loaded = new ProgramLoader(folder, createRequire(import.meta.url), null).load('a.cjs')
    expect(loaded).toMatchObject({ same: true, join, b: { at: [join(folder, 'b.cjs'), folder], me: true } })
  })

  test('two that ask for each other', () => {
    write({
      'a.cjs': `exports.first = 1; exports.b = require('./b.cjs')`,
      'b.cjs': `exports.seen = require('./a.cjs').first`,
    })
    expect(new ProgramLoader(folder, createRequire(import.meta.url), null).load('a.cjs')).toMatchObject({
      b: { seen: 1 },
    })
  })

  test('an error tells the place that it has in the file, in its first line too', () => {
    write({ 'a.cjs': `exports.fail = () => { throw new Error('x') }; \nexports.late = () => { throw new Error('y') }` })
    const path = join(folder, 'a.cjs')
    const plain = createRequire(path)(path)
    const loaded = new ProgramLoader(folder, createRequire(import.meta.url), null).load('a.cjs') as typeof plain
    expect(stackOf(loaded.fail)).toBe(stackOf(plain.fail))
    expect(stackOf(loaded.late)).toBe(stackOf(plain.late))
    expect(stackOf(loaded.fail)).toBe(`${path}:1:30`)
  })

  test('one that is not there is an error', () => {
    expect(() => new ProgramLoader(folder, createRequire(import.meta.url), null).load('nowhere.cjs')).toThrow(/ENOENT/)
  })
})

describe('compiled code', () => {
  const FILES = { 'a.cjs': `exports.say = () => 'one'` }

  test('is used in place of the source while the file is the one that it was made from', () => {
    writeAt('2001-01-01', FILES)
    const first = new ProgramLoader(folder, createRequire(import.meta.url), null)
    expect((first.load('a.cjs') as { say: () => string }).say()).toBe('one')
    expect(first.hasCompiled).toBe(true)
    const cache = first.compiled()
    expect(cache.generation).toBe(1)

    writeAt('2001-01-01', { 'a.cjs': FILES['a.cjs'].replace('one', 'two') }) // of the same length
    const second = new ProgramLoader(folder, createRequire(import.meta.url), cache)
    expect((second.load('a.cjs') as { say: () => string }).say()).toBe('one')
    expect(second.hasCompiled).toBe(false)
    expect(second.compiled().generation).toBe(2)
  })

  test('is not used for a file that was changed', () => {
    writeAt('2001-01-01', FILES)
    const first = new ProgramLoader(folder, createRequire(import.meta.url), null)
    first.load('a.cjs')
    writeAt('2001-01-02', { 'a.cjs': FILES['a.cjs'].replace('one', 'two') })
    const second = new ProgramLoader(folder, createRequire(import.meta.url), first.compiled())
    expect((second.load('a.cjs') as { say: () => string }).say()).toBe('two')
    expect(second.hasCompiled).toBe(true)
  })

  test('that V8 refuses is made anew', () => {
    write(FILES)
    const { size, mtimeMs } = statSync(join(folder, 'a.cjs'))
    const files = new Map([['a.cjs', { stamp: `${size} ${mtimeMs}`, code: Buffer.from('made by something else') }]])
    const loader = new ProgramLoader(folder, createRequire(import.meta.url), { generation: 4, files })
    expect((loader.load('a.cjs') as { say: () => string }).say()).toBe('one')
    expect(loader.hasCompiled).toBe(true)
  })

  test('of files that this run had no use for is kept', () => {
    write({ ...FILES, 'b.cjs': '' })
    const first = new ProgramLoader(folder, createRequire(import.meta.url), null)
    first.load('a.cjs')
    const second = new ProgramLoader(folder, createRequire(import.meta.url), first.compiled())
    second.load('b.cjs')
    expect([...second.compiled().files.keys()]).toEqual(['a.cjs', 'b.cjs'])
  })
})
