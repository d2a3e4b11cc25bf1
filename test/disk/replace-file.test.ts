import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DISK, type Disk } from '../../src/disk/disk.ts'
import { digestOf } from '../../src/disk/read-whole.ts'
import { type ReplaceOptions, replaceFile } from '../../src/disk/replace-file.ts'
import { failingDisk } from './failing-disk.ts'
import { projectWith } from './project-with.ts'

const isRoot = process.getuid?.() === 0

/** A disk whose `open` may see to the file before it hands it on. */
function diskWithOpen(see: (file: Awaited<ReturnType<Disk['open']>>) => unknown): Disk {
  const open = async (...args: Parameters<Disk['open']>) => {
    const file = await DISK.open(...args)
    await see(file)
    return file
  }
  return { ...DISK, open }
}

test('a folder that is not there is told of as such', async () => {
  await using project = await projectWith(null)
  await expect(replaceFile(join(project.root, 'gone', 'a.txt'), ['x'])).rejects.toMatchObject({
    message: expect.stringContaining('its folder is not there'),
    hint: 'make the folder first',
  })
})

describe('ENV-01: where a system call fails', () => {
  const cases: readonly (readonly [string, string | null, ReplaceOptions])[] = [
    ['a file that is based on the old one', 'old\n', { expected: digestOf('old\n'), mode: 0o600 }],
    ['a file that is new', null, { expected: null, mode: 0o600 }],
  ]
  test.each(cases)('%s is whole, the old or the new one, and nothing else is left', async (_, old, options) => {
    await using project = await projectWith(old)
    const { calls } = await failingDisk(0, (disk) =>
      replaceFile(project.env, ['new\n'], { ...options, root: project.root, disk }),
    )
    expect(readFileSync(project.env, 'utf8')).toBe('new\n')
    expect(calls.length).toBeGreaterThan(10)
    for (let n = 1; n <= calls.length; n++) {
      await using fresh = await projectWith(old)
      const { error, calls: made } = await failingDisk(n, (disk) =>
        replaceFile(fresh.env, ['new\n'], { ...options, root: fresh.root, disk }),
      )
      const call = `call ${n}, ${made[n - 1]}`
      const isWritten = made.slice(0, n - 1).includes('rename')
      const left = readdirSync(fresh.root)
      expect(error, call).toMatchObject({ code: 'UNWRITABLE' })
      expect(left.includes('.env') ? readFileSync(fresh.env, 'utf8') : null, call).toBe(isWritten ? 'new\n' : old)
      expect(left.filter((name) => name !== '.env')).toEqual([])
    }
  })
})

describe('ENV-03: what a file is beside its content', () => {
  test('its mode stays', async () => {
    await using project = await projectWith('old')
    chmodSync(project.env, 0o640)
    await replaceFile(project.env, ['new'], { mode: 0o600 })
    expect(statSync(project.env).mode & 0o7777).toBe(0o640)
  })

  test.skipIf(!isRoot)('its owner and group stay (skipped: only root can make such a file)', async () => {
    await using project = await projectWith('old')
    chownSync(project.env, 12345, 23456)
    await replaceFile(project.env, ['new'])
    const { uid, gid } = statSync(project.env)
    expect([uid, gid, readFileSync(project.env, 'utf8')]).toEqual([12345, 23456, 'new'])
  })

  test('a foreign owner that it cannot be given again stops the write', async () => {
    await using project = await projectWith('old')
    const refusing = diskWithOpen((file) => {
      file.chown = () => Promise.reject(Object.assign(new Error('no'), { code: 'EPERM' }))
    })
    const stat = async (path: string) => Object.assign(await DISK.stat(path), { uid: 12345 })
    const disk = { ...refusing, stat: stat as Disk['stat'] }
    await expect(replaceFile(project.env, ['new'], { disk })).rejects.toMatchObject({
      code: 'UNWRITABLE',
      message: expect.stringContaining('another user'),
    })
    expect([readFileSync(project.env, 'utf8'), readdirSync(project.root)]).toEqual(['old', ['.env']])
  })

  test('a read-only file stays as it is', async () => {
    await using project = await projectWith('old')
    chmodSync(project.env, 0o400)
    await expect(replaceFile(project.env, ['new'])).rejects.toMatchObject({ code: 'UNWRITABLE' })
    expect(readFileSync(project.env, 'utf8')).toBe('old')
  })

  test('a link is followed within the project and not out of it', async () => {
    await using project = await projectWith(null)
    await using outside = await projectWith('old')
    const root = join(project.root, 'root')
    mkdirSync(join(root, 'config'), { recursive: true })
    writeFileSync(join(root, 'config/real'), 'old')
    symlinkSync('config/real', join(root, 'inner'))
    symlinkSync(outside.env, join(root, 'outer'))
    symlinkSync(outside.root, join(root, 'folder'))
    symlinkSync('nowhere', join(root, 'dangling'))
    await replaceFile(join(root, 'inner'), ['new'], { root })
    expect(readFileSync(join(root, 'config/real'), 'utf8')).toBe('new')
    for (const path of ['outer', 'folder/.env', 'folder/new', 'dangling', '../beside', '.', 'config']) {
      await expect(replaceFile(join(root, path), ['new'], { root }), path).rejects.toMatchObject({ code: 'UNWRITABLE' })
    }
    expect([readFileSync(outside.env, 'utf8'), readdirSync(outside.root)]).toEqual(['old', ['.env']])
    expect(readdirSync(project.root)).toEqual(['root'])
  })

  test('a project that is itself reached by a link is no way out', async () => {
    await using project = await projectWith('old')
    const root = join(project.root, 'way')
    symlinkSync(project.root, root)
    await replaceFile(join(root, '.env'), ['new'], { root })
    expect(readFileSync(project.env, 'utf8')).toBe('new')
  })

  test('further names of the old content are told', async () => {
    await using project = await projectWith('old')
    linkSync(project.env, join(project.root, 'other'))
    expect(await replaceFile(project.env, ['new'])).toEqual({ otherNames: 1 })
    expect(readFileSync(join(project.root, 'other'), 'utf8')).toBe('old')
  })
})

describe('ENV-06: content that is not what the new one is based on', () => {
  test.each([
    ['another content', 'theirs', digestOf('old')],
    ['a file where there was none', 'theirs', null],
    ['no file where there was one', null, digestOf('old')],
  ])('%s is a conflict and stays', async (_, there, expected) => {
    await using project = await projectWith(there)
    await expect(replaceFile(project.env, ['new'], { expected })).rejects.toMatchObject({ code: 'FILE_CHANGED' })
    expect(readdirSync(project.root)).toEqual(there === null ? [] : ['.env'])
    if (there !== null) expect(readFileSync(project.env, 'utf8')).toBe(there)
  })
})

test('ENV-07: no file is open to others for a moment, whatever the umask', async () => {
  await using project = await projectWith(null)
  const modes: number[] = []
  const disk = diskWithOpen(async (file) => {
    const stats = await file.stat()
    if (stats.isFile()) modes.push(stats.mode & 0o777)
  })
  const old = process.umask(0)
  try {
    await replaceFile(project.env, ['new'], { mode: 0o600, disk })
    await replaceFile(project.env, ['newer'], { mode: 0o644, disk })
  } finally {
    process.umask(old)
  }
  expect([...modes, statSync(project.env).mode & 0o777]).toEqual([0o600, 0o600, 0o600])
})
