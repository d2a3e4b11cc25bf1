import { expect, test } from 'vitest'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { pathsOf, readReplaced, readSource } from './read-source.ts'

const STAGED = { kind: 'staged' } as const

/** Two branches that both change `f`; `theirs` also adds a file. */
async function conflicting(): Promise<TestRepository> {
  const repo = await gitRepo({ f: 'base\n', g: 'g\n' })
  await repo.git('checkout', '--quiet', '-b', 'side')
  await repo.write('f', 'theirs\n')
  await repo.write('theirs', 'only theirs\n')
  await repo.commit('theirs')
  await repo.git('checkout', '--quiet', 'main')
  await repo.write('f', 'ours\n')
  await repo.commit('ours')
  return repo
}

async function mergeAndFail(repo: TestRepository): Promise<void> {
  await expect(repo.git('merge', '--quiet', 'side')).rejects.toThrow()
}

test('GIT-12 what settles a conflict is compared with both sides, what comes from one side unchanged is not new', async () => {
  await using repo = await conflicting()
  await mergeAndFail(repo)
  await repo.write('f', 'ours\ntheirs\nand more\n')
  await repo.stageAll()
  const reading = await readSource(STAGED, repo)
  expect(pathsOf(reading)).toEqual(['f'])
  const previous = await readReplaced(reading, reading.changes[0]!.previousIds)
  expect([...previous.values()].sort()).toEqual(['ours\n', 'theirs\n'])
})

test('GIT-13 GIT-27 an index with a conflict in it is read: what they wrote is content', async () => {
  await using repo = await conflicting()
  await mergeAndFail(repo)
  const reading = await readSource(STAGED, repo)
  expect(reading.at('f')).toBe('theirs\n')
  const previous = await readReplaced(reading, reading.changes[0]!.previousIds)
  expect([...previous.values()].sort()).toEqual(['base\n', 'ours\n'])
})

test('GIT-27 a rebase that stops at a conflict is no hindrance', async () => {
  await using repo = await conflicting()
  await expect(repo.git('rebase', '--quiet', 'side')).rejects.toThrow()
  expect((await readSource(STAGED, repo)).at('f')).toBe('ours\n')
  await repo.write('f', 'settled\n')
  await repo.stageAll()
  expect((await readSource(STAGED, repo)).at('f')).toBe('settled\n')
})

test('GIT-14 GIT-15 what a merge adds by itself is read, what it takes over is not', async () => {
  await using repo = await conflicting()
  await repo.git('checkout', '--quiet', '-b', 'other', 'main~1')
  await repo.write('h', 'h\n')
  await repo.commit('other')
  await repo.git('merge', '--quiet', '--no-commit', 'side')
  await repo.write('evil', 'in no parent\n')
  await repo.append('theirs', 'changed in the merge\n')
  await repo.stageAll()
  const reading = await readSource(STAGED, repo)
  expect(pathsOf(reading)).toEqual(['evil', 'theirs'])
})

test('GIT-16 an octopus merge is compared with every side', async () => {
  await using repo = await gitRepo({ f: 'f\n' })
  for (const side of ['one', 'two']) {
    await repo.git('checkout', '--quiet', '-b', side, 'main')
    await repo.write(side, `${side}\n`)
    await repo.commit(side)
  }
  await repo.git('checkout', '--quiet', 'main')
  await repo.write('main', 'main\n')
  await repo.commit('main')
  await repo.git('merge', '--quiet', '--no-commit', 'one', 'two')
  await repo.append('two', 'changed in the merge\n')
  await repo.stageAll()
  expect(pathsOf(await readSource(STAGED, repo))).toEqual(['two'])
})

test('a squashed merge brings all of the other branch', async () => {
  await using repo = await conflicting()
  await repo.git('checkout', '--quiet', '-b', 'other', 'main~1')
  await repo.git('merge', '--quiet', '--squash', 'side')
  expect(pathsOf(await readSource(STAGED, repo))).toEqual(['f', 'theirs'])
})

test('the variables by which git tells a hook what it merges do the same as MERGE_HEAD', async () => {
  await using repo = await conflicting()
  await repo.git('checkout', '--quiet', '-b', 'other', 'main~1')
  await repo.git('merge', '--quiet', '--squash', 'side')
  await repo.write('evil', 'in no parent\n')
  await repo.stageAll()
  const side = await repo.git('rev-parse', 'side')
  const env = { ...repo.env, [`GITHEAD_${side}`]: 'side', [`GITHEAD_${'1'.repeat(40)}`]: 'not here' }
  expect(pathsOf(await readSource(STAGED, repo, { env }))).toEqual(['evil'])
})
