import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gitRepo, type TestRepository, testRepository } from '../support/git-repo.ts'
import { bundledProgram, installHook, type Program } from '../support/run-in-hook.ts'

let program: Program

beforeAll(async () => {
  program = await bundledProgram('list-staged')
})
afterAll(() => program[Symbol.asyncDispose]())

/** What the hook saw while git ran. */
async function seenBy(repo: TestRepository, hook: string, ...command: readonly string[]): Promise<string> {
  const output = await installHook(repo, hook, program)
  await repo.git(...command)
  return readFileSync(output, 'utf8')
}

async function startedRepo(): Promise<TestRepository> {
  const repo = await gitRepo({ 'a.txt': 'one\n', 'b.txt': 'one\n' })
  await repo.write('a.txt', 'two\n')
  return repo
}

const COMMIT = ['commit', '--quiet', '--message', 'x']

test('GIT-22 commit of what was added', async () => {
  await using repo = await startedRepo()
  await repo.stage('a.txt')
  expect(await seenBy(repo, 'pre-commit', ...COMMIT)).toBe('a.txt: "two\\n"\n')
})

test('GIT-22 commit -a', async () => {
  await using repo = await startedRepo()
  expect(await seenBy(repo, 'pre-commit', ...COMMIT, '--all')).toBe('a.txt: "two\\n"\n')
})

test('GIT-23 commit PATH, while another file is staged', async () => {
  await using repo = await startedRepo()
  await repo.write('b.txt', 'staged but not committed\n')
  await repo.stage('b.txt')
  expect(await seenBy(repo, 'pre-commit', ...COMMIT, 'a.txt')).toBe('a.txt: "two\\n"\n')
})

test('GIT-23 commit --include PATH', async () => {
  await using repo = await startedRepo()
  await repo.write('b.txt', 'two\n')
  await repo.stage('b.txt')
  expect(await seenBy(repo, 'pre-commit', ...COMMIT, '--include', 'a.txt')).toBe('a.txt: "two\\n"\nb.txt: "two\\n"\n')
})

test('GIT-90 commit --amend shows what differs from HEAD', async () => {
  await using repo = await startedRepo()
  expect(await seenBy(repo, 'pre-commit', 'commit', '--quiet', '--amend', '--no-edit', '--all')).toBe(
    'a.txt: "two\\n"\n',
  )
})

test('GIT-24 commit -a in a linked work tree', async () => {
  await using repo = await startedRepo()
  await repo.git('worktree', 'add', '--quiet', '--detach', '../tree')
  const tree = testRepository(join(repo.root, '../tree'))
  await tree.write('a.txt', 'three\n')
  expect(await seenBy(tree, 'pre-commit', ...COMMIT, '--all')).toBe('a.txt: "three\\n"\n')
})

test('GIT-24 commit PATH in a linked work tree', async () => {
  await using repo = await startedRepo()
  await repo.git('worktree', 'add', '--quiet', '--detach', '../tree')
  const tree = testRepository(join(repo.root, '../tree'))
  await tree.write('a.txt', 'three\n')
  await tree.write('b.txt', 'staged but not committed\n')
  await tree.stage('b.txt')
  expect(await seenBy(tree, 'pre-commit', ...COMMIT, 'a.txt')).toBe('a.txt: "three\\n"\n')
})

test('GIT-25 commit -a from a folder below', async () => {
  await using repo = await startedRepo()
  await repo.write('below/c.txt', 'c\n')
  await repo.commit()
  await repo.write('b.txt', 'two\n')
  const output = await seenBy(repo, 'pre-commit', '-C', 'below', ...COMMIT, '--all')
  expect(output).toBe('b.txt: "two\\n"\n')
})

test('GIT-17 the first commit', async () => {
  await using repo = await gitRepo()
  await repo.write('a.txt', 'one\n')
  await repo.stageAll()
  expect(await seenBy(repo, 'pre-commit', ...COMMIT)).toBe('a.txt: "one\\n"\n')
})

test('GIT-82 a commit in a submodule, whose .git is a file', async () => {
  await using inner = await gitRepo({ 'a.txt': 'one\n' })
  await using repo = await gitRepo({ outer: 'outer\n' })
  await repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
  await repo.commit('add submodule')
  const sub = testRepository(join(repo.root, 'sub'))
  await sub.write('a.txt', 'two\n')
  expect(await seenBy(sub, 'pre-commit', ...COMMIT, '--all')).toBe('a.txt: "two\\n"\n')
  expect(await seenBy(repo, 'pre-commit', ...COMMIT, '--all')).toBe('skipped submodule sub\n')
})

test('GIT-90 pre-merge-commit sees of a clean merge what is in no parent: nothing', async () => {
  await using repo = await startedRepo()
  await repo.commit('on main')
  await repo.git('checkout', '--quiet', '-b', 'side', 'main~1')
  await repo.write('side.txt', 'side\n')
  await repo.commit('on side')
  expect(await seenBy(repo, 'pre-merge-commit', 'merge', '--quiet', '--no-edit', 'main')).toBe('')
})

test('GIT-12 a commit that settles a conflict', async () => {
  await using repo = await startedRepo()
  await repo.commit('on main')
  await repo.git('checkout', '--quiet', '-b', 'side', 'main~1')
  await repo.write('a.txt', 'side\n')
  await repo.write('side.txt', 'side\n')
  await repo.commit('on side')
  await expect(repo.git('merge', '--quiet', 'main')).rejects.toThrow()
  await repo.write('a.txt', 'both\n')
  await repo.stageAll()
  expect(await seenBy(repo, 'pre-commit', ...COMMIT)).toBe('a.txt: "both\\n"\n')
})
