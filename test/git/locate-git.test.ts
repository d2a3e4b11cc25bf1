import { chmodSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { locateGit } from '../../src/git/locate-git.ts'
import { gitRepo, type TestRepository, temporaryFolder } from '../support/git-repo.ts'

async function plant(repo: TestRepository, folder: string): Promise<string> {
  await repo.write(`${folder}/git`, '#!/bin/sh\nexit 0\n')
  chmodSync(join(repo.root, folder, 'git'), 0o755)
  return join(repo.root, folder)
}

test('the first git on PATH is taken', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const elsewhere = await plant(repo, '../bin')
  expect(locateGit(repo.root, `${elsewhere}:/usr/bin`)).toBe(join(elsewhere, 'git'))
})

test('HOST-24 a git inside the repository is passed over', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const inside = await plant(repo, 'node_modules/.bin')
  const outside = await plant(repo, '../bin')
  expect(locateGit(join(repo.root, 'node_modules'), `${inside}:${outside}`)).toBe(join(outside, 'git'))
  expect(() => locateGit(repo.root, inside)).toThrow(expect.objectContaining({ code: 'GIT_FAILED' }))
})

test('HOST-24 a git inside the repository is passed over however it is reached', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await plant(repo, 'bin')
  symlinkSync(join(repo.root, 'bin'), join(repo.root, '../link'))
  mkdirSync(join(repo.root, '../linked'))
  symlinkSync(join(repo.root, 'bin/git'), join(repo.root, '../linked/git'))
  const path = [join(repo.root, '../link'), join(repo.root, '../linked'), `${repo.root}/../repo/bin`].join(':')
  expect(() => locateGit(repo.root, path)).toThrow(expect.objectContaining({ code: 'GIT_FAILED' }))
})

test('HOST-24 relative entries, empty entries and what cannot be run are passed over', async () => {
  await using folder = await temporaryFolder()
  writeFileSync(join(folder.path, 'git'), 'not to be run')
  mkdirSync(join(folder.path, 'dir/git'), { recursive: true })
  const before = ['', '.', 'bin', 'node_modules/.bin', folder.path, join(folder.path, 'dir')]
  const git = locateGit(dirname(folder.path), [...before, '/usr/bin', '/usr/local/bin'].join(':'))
  expect(realpathSync(git)).not.toContain(folder.path)
})
