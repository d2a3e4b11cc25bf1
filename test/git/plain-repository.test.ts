import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitGate } from '../../src/git/gate.ts'
import { openRepository, type Repository, repositoryAt } from '../../src/git/open-repository.ts'
import { plainRepository } from '../../src/git/plain-repository.ts'
import { readSource } from '../sources/read-source.ts'
import { gitRepo, type TestRepository, testRepository } from '../support/git-repo.ts'

/** What is said of the repository round a folder without asking git, and what git says. */
async function bothWays(repo: TestRepository, folder = '.'): Promise<{ plain: Repository | null; asked: Repository }> {
  const gate = gitGate(join(repo.root, folder), repo.env)
  const places = plainRepository(gate)
  return { plain: places && repositoryAt(gate, places), asked: await openRepository(gate) }
}

test.each<[string, (repo: TestRepository) => Promise<unknown>]>([
  ['as git init makes it', async () => {}],
  ['with commits, a branch and a remote', (repo) => repo.git('remote', 'add', 'origin', 'https://example.com/a.git')],
  ['with a detached HEAD', (repo) => repo.git('checkout', '-q', '--detach')],
  ['on a branch with a slash', (repo) => repo.git('checkout', '-q', '-b', 'feature/one.two-3')],
])('a repository %s is told as git tells it', async (_, change) => {
  await using repo = await gitRepo({ 'a.txt': 'one\n', 'sub/b.txt': 'two\n' })
  await change(repo)
  const { plain, asked } = await bothWays(repo)
  expect(plain).toEqual(asked)
})

test('by way of a link to its top as well', async () => {
  await using repo = await gitRepo({ 'a.txt': 'one\n' })
  symlinkSync(repo.root, join(repo.root, '../link'))
  const { plain, asked } = await bothWays(repo, '../link')
  expect(plain).toMatchObject({ root: asked.root, gitDir: asked.gitDir, commonDir: asked.commonDir })
})

test.each<[string, (repo: TestRepository) => Promise<unknown>, folder?: string]>([
  ['below its top', async () => {}, 'sub'],
  ['in a linked work tree', (repo) => repo.git('worktree', 'add', '-q', '../linked'), '../linked'],
  ['in a bare one', (repo) => repo.git('clone', '-q', '--bare', '.', '../bare.git'), '../bare.git'],
  ['that says it is bare', (repo) => repo.git('config', 'core.bare', 'true')],
  [
    'in a shallow clone',
    (repo) => repo.git('clone', '-q', '--depth=1', `file://${repo.root}`, '../shallow'),
    '../shallow',
  ],
  ['with its git directory elsewhere', (repo) => repo.git('init', '-q', '--separate-git-dir=../elsewhere')],
  ['with settings from another file', (repo) => repo.git('config', 'include.path', '/nowhere')],
  ['with an extension', (repo) => repo.git('config', 'extensions.worktreeConfig', 'true')],
])('git is asked %s', async (_, change, folder) => {
  await using repo = await gitRepo({ 'a.txt': 'one\n', 'sub/b.txt': 'two\n' })
  await change(repo)
  expect((await bothWays(repo, folder)).plain).toBeNull()
})

test.each([
  ['[core]\n\tWorkTree = /tmp\n'],
  ['[core]\n\tbare\n'],
  ['[core]\n\tbare=yes\n'],
  ['[core]\n\tbare = falsehood\n'],
  ['[includeIf "gitdir:/"]\n\tpath = x\n'],
  ['[extensions]\n\tobjectFormat = sha256\n'],
])('git is asked where the settings are %j', async (config) => {
  await using repo = await gitRepo()
  await repo.write('.git/config', config)
  expect(plainRepository(gitGate(repo.root, repo.env))).toBeNull()
})

test.each(['', 'ref: nonsense\n', 'ref: refs/heads/a b\n', 'ref: refs/heads/main', 'abc\n'])(
  'git is asked where HEAD is %j, for it may look for another repository above',
  async (head) => {
    await using repo = await gitRepo()
    await repo.write('.git/HEAD', head)
    expect(plainRepository(gitGate(repo.root, repo.env))).toBeNull()
  },
)

test.each(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY', 'GIT_CEILING_DIRECTORIES'])(
  'git is asked where %s is set',
  async (name) => {
    await using repo = await gitRepo()
    expect(plainRepository(gitGate(repo.root, { ...repo.env, [name]: join(repo.root, '.git') }))).toBeNull()
  },
)

test('git is asked where .git is a link, or is not whole', async () => {
  await using repo = await gitRepo()
  const linked = testRepository(join(repo.root, '../linked'))
  await linked.write('a.txt', 'one\n')
  symlinkSync(join(repo.root, '.git'), join(linked.root, '.git'))
  expect(plainRepository(gitGate(linked.root, repo.env))).toBeNull()
  await repo.remove('.git/refs')
  expect(plainRepository(gitGate(repo.root, repo.env))).toBeNull()
})

test('what is staged is the same to the byte', async () => {
  await using repo = await gitRepo({ 'a.txt': 'one\n', 'sub/b.txt': 'two\n' })
  await repo.write('sub/b.txt', 'three\n')
  await repo.stageAll()
  const [atTop, below] = await Promise.all(
    [repo.root, join(repo.root, 'sub')].map((cwd) => readSource({ kind: 'staged' }, { ...repo, root: cwd })),
  )
  expect(atTop?.at('sub/b.txt')).toBe('three\n')
  expect(below?.at('sub/b.txt')).toBe('three\n')
})
