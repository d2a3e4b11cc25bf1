import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitGate } from '../../src/git/gate.ts'
import { openRepository, type Repository } from '../../src/git/open-repository.ts'
import { gitRepo, testRepository } from '../support/git-repo.ts'

function open(cwd: string, env: NodeJS.ProcessEnv): Promise<Repository> {
  return openRepository(gitGate(cwd, env))
}

test('a repository is known from any folder in it', async () => {
  await using repo = await gitRepo({ 'a/b/c': 'c\n' })
  for (const folder of ['.', 'a', 'a/b']) {
    expect(await open(join(repo.root, folder), repo.env)).toMatchObject({
      root: repo.root,
      gitDir: join(repo.root, '.git'),
      commonDir: join(repo.root, '.git'),
      hasWorkTree: true,
      isShallow: false,
    })
  }
})

test('GIT-21 a linked work tree has a git directory of its own and shares the rest', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('worktree', 'add', '--quiet', '--detach', '../tree')
  expect(await open(join(repo.root, '../tree'), repo.env)).toMatchObject({
    root: join(repo.root, '../tree'),
    gitDir: join(repo.root, '.git/worktrees/tree'),
    commonDir: join(repo.root, '.git'),
  })
})

test('GIT-82 a submodule is a repository of its own', async () => {
  await using inner = await gitRepo({ i: 'i\n' })
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
  expect(await open(join(repo.root, 'sub'), repo.env)).toMatchObject({
    root: join(repo.root, 'sub'),
    gitDir: join(repo.root, '.git/modules/sub'),
    hasWorkTree: true,
  })
})

test('GIT-32 a bare repository and the folder .git have no work tree', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('clone', '--quiet', '--bare', '.', '../bare.git')
  const bare = join(repo.root, '../bare.git')
  expect(await open(bare, repo.env)).toMatchObject({ root: bare, gitDir: bare, hasWorkTree: false })
  const inside = join(repo.root, '.git')
  expect(await open(inside, repo.env)).toMatchObject({ root: inside, gitDir: inside, hasWorkTree: false })
})

test('GIT-28 a shallow clone is known as one', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('b', 'b\n')
  await repo.commit()
  await repo.git('clone', '--quiet', '--depth=1', `file://${repo.root}`, '../shallow')
  expect(await open(join(repo.root, '../shallow'), repo.env)).toMatchObject({ isShallow: true })
})

test('GIT-31 ids are those of the repository’s format', async () => {
  await using sha1 = await gitRepo()
  await using sha256 = await gitRepo({}, ['--object-format=sha256'])
  for (const [repo, length] of [
    [sha1, 40],
    [sha256, 64],
  ] as const) {
    const { emptyTree, emptyBlob } = await open(repo.root, repo.env)
    await repo.write('../empty', '')
    expect(emptyBlob).toHaveLength(length)
    expect(emptyBlob).toBe(await repo.git('hash-object', '../empty'))
    expect(emptyTree).toBe(await repo.git('hash-object', '-t', 'tree', '../empty'))
  }
})

test('GIT-40 folders with a line feed in their name', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('worktree', 'add', '--quiet', '--detach', '../line\nfeed')
  const root = join(repo.root, '../line\nfeed')
  await repo.git('clone', '--quiet', '--bare', '.', '../bare\n.git')
  const bare = join(repo.root, '../bare\n.git')
  expect(await open(root, repo.env)).toMatchObject({ root, commonDir: join(repo.root, '.git') })
  expect(await open(bare, repo.env)).toMatchObject({ root: bare, gitDir: bare, commonDir: bare })
})

test('HOST-10 once open, git does not look for the repository again', async () => {
  await using repo = await gitRepo({ 'sub/a': 'a\n' })
  const { gate } = await open(join(repo.root, 'sub'), repo.env)
  expect(gate.cwd).toBe(repo.root)
  expect(gate.environment).toMatchObject({ GIT_DIR: join(repo.root, '.git'), GIT_WORK_TREE: repo.root })
})

test('HOST-22 a work tree elsewhere is refused unless the user names it', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const elsewhere = join(repo.root, '..')
  await repo.git('config', 'core.worktree', elsewhere)
  await expect(open(repo.root, repo.env)).rejects.toMatchObject({ code: 'UNSAFE_REPOSITORY' })
  const named = { ...repo.env, GIT_WORK_TREE: elsewhere }
  expect(await open(repo.root, named)).toMatchObject({ root: elsewhere })
})

test('OPS-01 no repository is an error that says what to do', async () => {
  await using repo = await gitRepo()
  const outside = testRepository(join(repo.root, '..'))
  await expect(open(outside.root, outside.env)).rejects.toMatchObject({
    code: 'NOT_A_REPOSITORY',
    hint: expect.stringContaining('name the files and folders'),
  })
})

test('GIT-33 safe.bareRepository is respected, and says what to do', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('clone', '--quiet', '--bare', '.', '../bare.git')
  await repo.write('../settings', '[safe]\n\tbareRepository = explicit\n')
  const env = { ...repo.env, GIT_CONFIG_GLOBAL: join(repo.root, '../settings') }
  await expect(open(join(repo.root, '../bare.git'), env)).rejects.toMatchObject({
    code: 'UNSAFE_REPOSITORY',
    hint: expect.stringContaining('GIT_DIR'),
  })
})
