import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decodePath, encodePath } from '../../src/model/repo-path.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { pathsOf, readSource, skipsOf } from './read-source.ts'

const NAMES = [
  'tab\there',
  'quote"here',
  "quote'here",
  'back\\slash',
  'line\nfeed',
  'carriage\rreturn',
  'bell\x07escape\x1b[31m',
  '-x',
  '--output=x',
  ':(exclude)f',
  ':!f',
  '[a]*?',
  'ünïcode',
  '日本語',
  'emoji 🔑',
  'a b/c d',
  ' => ',
  'C:',
  '$(touch PWNED)',
  '`touch PWNED`',
  'trailing ',
  ' leading',
  '0123456789012345678901234567890123456789',
  ':100644 100644',
  '"\\303\\274"',
  decodePath(Buffer.from([0x66, 0xff, 0xfe, 0x80])),
]

async function repositoryOfOddNames(): Promise<TestRepository> {
  const repo = await gitRepo({ first: 'first\n' })
  await repo.write('a b/c d', '')
  for (const name of NAMES) writeFileSync(encodePath(join(repo.root, name)), `content ${NAMES.indexOf(name)}\n`)
  return repo
}

function expectEvery(reading: Awaited<ReturnType<typeof readSource>>): void {
  expect(skipsOf(reading)).toEqual([])
  expect(pathsOf(reading).filter((path) => path !== 'first')).toEqual([...NAMES].sort())
  for (const name of NAMES) expect(reading.at(name)).toBe(`content ${NAMES.indexOf(name)}\n`)
}

test('GIT-40 GIT-41 odd names, staged', async () => {
  await using repo = await repositoryOfOddNames()
  await repo.stageAll()
  expectEvery(await readSource({ kind: 'staged' }, repo))
})

test('GIT-40 GIT-41 odd names, in a range and in history', async () => {
  await using repo = await repositoryOfOddNames()
  await repo.commit()
  expectEvery(await readSource({ kind: 'range', range: 'HEAD~1..HEAD' }, repo))
  expectEvery(await readSource({ kind: 'history' }, repo))
})

test('GIT-40 GIT-41 odd names, in the work tree, untracked and tracked', async () => {
  await using repo = await repositoryOfOddNames()
  expectEvery(await readSource({ kind: 'work-tree' }, repo))
  await repo.stageAll()
  expectEvery(await readSource({ kind: 'work-tree' }, repo))
})

test('GIT-40 odd names, one by one and by a walk', async () => {
  await using repo = await repositoryOfOddNames()
  const wellFormed = NAMES.filter((name) => name.isWellFormed())
  const reading = await readSource({ kind: 'paths', paths: wellFormed }, repo)
  expect(pathsOf(reading)).toEqual([...wellFormed].sort())
  await repo.remove('.git')
  expectEvery(await readSource({ kind: 'paths', paths: ['.'] }, repo))
})

test('GIT-40 a repository in a folder with an odd name', async () => {
  await using repo = await gitRepo({ f: 'f\n' })
  await repo.git('worktree', 'add', '--quiet', '--detach', '../odd\n"name" $(x)')
  const root = join(repo.root, '../odd\n"name" $(x)')
  for (const kind of ['work-tree', 'history'] as const) {
    const reading = await readSource({ kind }, { root, env: repo.env })
    expect(reading.at('f')).toBe('f\n')
    expect(reading.opened.root).toBe(root)
  }
})
