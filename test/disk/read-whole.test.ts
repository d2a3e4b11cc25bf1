import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { digestOf, readWhole } from '../../src/disk/read-whole.ts'
import { failingDisk } from './failing-disk.ts'
import { projectWith } from './project-with.ts'

describe('ENV-02: reading a file that is to be edited', () => {
  test('gives null only where there is none', async () => {
    await using project = await projectWith(null)
    expect(await readWhole(project.env)).toBeNull()
  })

  test.each(['EACCES', 'ESTALE', 'EIO', 'ELOOP'])('stops at %s, in whatever call', async (code) => {
    await using project = await projectWith('A=1\n')
    const { calls } = await failingDisk(0, (disk) => readWhole(project.env, disk))
    expect(calls).toContain('readFile')
    for (let n = 1; n <= calls.length; n++) {
      const { error } = await failingDisk(n, (disk) => readWhole(project.env, disk), code)
      expect(error, `call ${n}, ${calls[n - 1]}`).toMatchObject({ code: 'UNREADABLE' })
    }
  })

  test('stops at a folder, a pipe, a path through a file, and bytes that are no UTF-8', async () => {
    await using project = await projectWith(null)
    mkdirSync(join(project.root, 'folder'))
    execFileSync('mkfifo', [join(project.root, 'pipe')])
    writeFileSync(join(project.root, 'latin'), Buffer.from([0x41, 0x3d, 0xe9]))
    for (const name of ['folder', 'pipe', 'latin', 'latin/.env']) {
      await expect(readWhole(join(project.root, name)), name).rejects.toMatchObject({ code: 'UNREADABLE' })
    }
  })

  test('gives byte order mark and line ends as they stand', async () => {
    await using project = await projectWith('\ufeffA=1\r\n')
    chmodSync(project.env, 0o640)
    const digest = digestOf(readFileSync(project.env))
    expect(await readWhole(project.env)).toEqual({ text: '\ufeffA=1\r\n', digest, mode: 0o640 })
  })
})
