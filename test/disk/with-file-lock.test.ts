import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withFileLock } from '../../src/disk/with-file-lock.ts'
import { readEnv } from '../../src/dotenv/read-env.ts'
import { bundledProgram, type Program } from '../support/run-in-hook.ts'
import { failingDisk } from './failing-disk.ts'
import { projectWith } from './project-with.ts'

const LOCK = '.keywarden-env.lock'

/** The id of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => child.on('close', resolve))
  return child.pid ?? 0
}

function lockOf(pid: number, host = hostname()): string {
  return JSON.stringify({ pid, host, token: '0123456789abcdef' })
}

describe('a lock', () => {
  test('keeps works of the same process apart, and goes when they are done or fail', async () => {
    await using project = await projectWith(null)
    let inside = 0
    const works = Array.from({ length: 8 }, (_, i) =>
      withFileLock(project.env, async () => {
        expect(++inside).toBe(1)
        await new Promise((resolve) => setTimeout(resolve, 2))
        inside--
        if (i % 2 === 1) throw new Error(`work ${i}`)
        return i
      }),
    )
    const ends = await Promise.allSettled(works)
    expect(ends.map(({ status }) => status)).toEqual(works.map((_, i) => (i % 2 === 1 ? 'rejected' : 'fulfilled')))
    expect(readdirSync(project.root)).toEqual([])
  })

  test('of a process that is no more is taken over, by one after the other', async () => {
    await using project = await projectWith(null)
    const pid = await endedProcess()
    writeFileSync(join(project.root, LOCK), lockOf(pid))
    // whoever took it over before died in doing so
    writeFileSync(join(project.root, `${LOCK}-0123456789abcdef-gone`), lockOf(pid))
    let inside = 0
    const works = Array.from({ length: 5 }, () =>
      withFileLock(project.env, async () => {
        expect(++inside).toBe(1)
        await new Promise((resolve) => setTimeout(resolve, 2))
        inside--
      }),
    )
    await Promise.all(works)
    expect(readdirSync(project.root)).toEqual([])
  })

  test.each([
    ['a process that lives', () => lockOf(process.pid)],
    ['another machine', () => lockOf(1, 'elsewhere.example')],
  ])('of %s is waited for, and not for ever', async (_, text) => {
    await using project = await projectWith(null)
    writeFileSync(join(project.root, LOCK), text())
    const late = withFileLock(project.env, async () => 'in', { patience: 60 })
    await expect(late).rejects.toMatchObject({ code: 'FILE_CHANGED', message: expect.stringContaining(LOCK) })
    expect(readFileSync(join(project.root, LOCK), 'utf8')).toBe(text())
  })

  test('that is none of ours is left and told', async () => {
    await using project = await projectWith(null)
    writeFileSync(join(project.root, LOCK), 'something')
    await expect(withFileLock(project.env, async () => 'in')).rejects.toMatchObject({ code: 'UNWRITABLE' })
    expect(readdirSync(project.root)).toEqual([LOCK])
  })

  test('sweeps what processes that are no more have left beside the file, and nothing else', async () => {
    await using project = await projectWith('A=1\n')
    const dead = `.env.keywarden-${await endedProcess()}-0123456789abcdef.tmp`
    const alive = `.env.keywarden-${process.pid}-0123456789abcdef.tmp`
    for (const name of [dead, alive, '.env.keywarden-notes']) writeFileSync(join(project.root, name), '')
    await withFileLock(project.env, async () => {})
    expect(readdirSync(project.root)).toEqual(['.env', alive, '.env.keywarden-notes'])
  })

  test('ENV-01: that cannot be made lets no work begin and leaves nothing', async () => {
    await using project = await projectWith(null)
    const { calls } = await failingDisk(0, (disk) => withFileLock(project.env, async () => {}, { disk }))
    const isMade = calls.indexOf('link')
    for (let n = 1; n <= isMade + 1; n++) {
      let begun = 0
      const { error } = await failingDisk(n, (disk) => withFileLock(project.env, async () => void begun++, { disk }))
      expect(error, calls[n - 1]).toMatchObject({ code: 'UNWRITABLE' })
      expect([begun, readdirSync(project.root)]).toEqual([0, []])
    }
  })
})

describe('separate processes', () => {
  let program: Program
  beforeAll(async () => {
    program = await bundledProgram('set-env-key')
  })
  afterAll(() => program[Symbol.asyncDispose]())

  const start = (root: string, ...args: readonly string[]) => spawn(process.execPath, [program.file, root, ...args])

  test('ENV-06: twenty that set a key each at the same time are all heard', async () => {
    await using project = await projectWith('# first\nOLD=1\n')
    const codes = Array.from({ length: 20 }, (_, i) => {
      const child = start(project.root, `K${i}`, 'x')
      return new Promise((resolve) => child.on('close', resolve))
    })
    expect(await Promise.all(codes)).toEqual(Array(20).fill(0))
    const entries = readEnv(readFileSync(project.env, 'utf8'))
    const expected = ['OLD', ...Array.from({ length: 20 }, (_, i) => `K${i}`)]
    expect(entries.map(({ key }) => key).sort()).toEqual(expected.sort())
    expect(readdirSync(project.root)).toEqual(['.env'])
  })

  test('ENV-01: one that is killed at any moment leaves old or new values, and the next goes on', async () => {
    await using project = await projectWith('OLD=1\nA=\n')
    const whole = new Set(['', 'a', 'b'].map((letter) => letter.repeat(50_000)))
    for (let round = 0; round < 12; round++) {
      const child = start(project.root, 'A', round % 2 === 0 ? 'a' : 'b', '100000')
      await new Promise((resolve) => child.stdout.once('data', resolve))
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 12))
      const ended = new Promise((resolve) => child.on('close', resolve))
      child.kill('SIGKILL')
      await ended
      const entries = readEnv(readFileSync(project.env, 'utf8'))
      expect(entries.map(({ key, value }) => [key, key === 'A' ? whole.has(value) : value])).toEqual([
        ['OLD', '1'],
        ['A', true],
      ])
    }
    await withFileLock(project.env, async () => expect(existsSync(project.env)).toBe(true))
    expect(readdirSync(project.root).filter((name) => name.startsWith('.env'))).toEqual(['.env'])
  })
})
