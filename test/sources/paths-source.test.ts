import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRepo, isolatedEnvironment, temporaryFolder, testRepository } from '../support/git-repo.ts'
import { pathsOf, type Reading, readSource, skipsOf } from './read-source.ts'

function scan(root: string, paths: readonly string[], cwd = root): Promise<Reading> {
  return readSource({ kind: 'paths', paths }, { root, env: isolatedEnvironment() }, { cwd })
}

const IGNORING = { '.gitignore': '.env\nbuild/\n', 'src/a': 'a\n', 'src/b': 'b\n', other: 'other\n' }

test('in a repository a folder means what is tracked, and untracked but not ignored, below it', async () => {
  await using repo = await gitRepo(IGNORING)
  await repo.write('src/new', 'new\n')
  await repo.write('src/.env', 'ignored\n')
  expect(pathsOf(await scan(repo.root, ['src']))).toEqual(['src/a', 'src/b', 'src/new'])
  expect(pathsOf(await scan(repo.root, ['.']))).toEqual(['.gitignore', 'other', 'src/a', 'src/b', 'src/new'])
})

test('a file that is named is read, ignored or not', async () => {
  await using repo = await gitRepo(IGNORING)
  await repo.write('.env', 'ignored\n')
  await repo.write('.git/info/odd', 'odd\n')
  expect(pathsOf(await scan(repo.root, ['.env', 'other', '.git/info/odd']))).toEqual(['.env', '.git/info/odd', 'other'])
})

test('OPS-17 a folder that is ignored as a whole is walked, not passed over', async () => {
  await using repo = await gitRepo(IGNORING)
  await repo.write('build/deep/out', 'out\n')
  expect(pathsOf(await scan(repo.root, ['build']))).toEqual(['build/deep/out'])
})

test('a repository within that is named is walked, without its .git', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('clone', '--quiet', '.', 'nested')
  expect(pathsOf(await scan(repo.root, ['nested']))).toEqual(['nested/a'])
  expect(skipsOf(await scan(repo.root, ['.']))).toEqual(['nested-repository nested/'])
})

test('paths are relative to the root, wherever they are named from, absolute or not', async () => {
  await using repo = await gitRepo(IGNORING)
  const names = ['a', '../other', join(repo.root, 'src/b')]
  const reading = await scan(repo.root, names, join(repo.root, 'src'))
  expect(pathsOf(reading)).toEqual(['other', 'src/a', 'src/b'])
  expect(reading.opened.root).toBe(repo.root)
})

test('a file that is named twice and lies in a folder that is named is read once', async () => {
  await using repo = await gitRepo(IGNORING)
  const reading = await scan(repo.root, ['src', 'src/a', './src/a', 'src/../src/b', 'other', 'other'])
  expect(reading.blobs.map(({ path }) => path)).toEqual(['src/a', 'src/b', 'other'])
})

test('a tracked file below a named folder that is not on disk comes from the object store', async () => {
  await using repo = await gitRepo(IGNORING)
  await repo.remove('src/a')
  expect((await scan(repo.root, ['src'])).at('src/a')).toBe('a\n')
})

test('GIT-40 a name is never a pattern', async () => {
  await using repo = await gitRepo({
    'src/(auth)/[id].ts': 'x\n',
    'src/i.ts': 'i\n',
    '*.ts': 'star\n',
    ':(top)x': 't\n',
  })
  expect(pathsOf(await scan(repo.root, ['src/(auth)/[id].ts', '*.ts', ':(top)x']))).toEqual([
    '*.ts',
    ':(top)x',
    'src/(auth)/[id].ts',
  ])
  expect(pathsOf(await scan(repo.root, ['src/(auth)']))).toEqual(['src/(auth)/[id].ts'])
})

test.each([
  ['a file', 'nowhere'],
  ['a file below a file', 'other/below'],
  ['a pattern', 'src/*'],
  ['a file in a folder that is not there', 'nowhere/file'],
])('OPS-13 %s that is not there is an error', async (_, name) => {
  await using repo = await gitRepo(IGNORING)
  await expect(scan(repo.root, ['other', name])).rejects.toMatchObject({ code: 'PATH_NOT_FOUND' })
})

test('HOST-12 a link on the way out of the root is refused, a link that is named is not followed: both are told', async () => {
  await using repo = await gitRepo({ 'dir/f': 'f\n' })
  await repo.write('../outside/secret', 'outside\n')
  symlinkSync('../outside', join(repo.root, 'out'))
  symlinkSync('dir', join(repo.root, 'in'))
  const through = await scan(repo.root, ['out/secret', 'in/f'])
  expect(skipsOf(through)).toEqual(['outside-root out/secret'])
  expect(pathsOf(through)).toEqual(['dir/f'])
  const links = await scan(repo.root, ['out', 'in'])
  expect(skipsOf(links)).toEqual(['outside-root in', 'outside-root out'])
  expect([...links.contents.values()].sort()).toEqual(['../outside', 'dir'])
})

test('a file outside the repository that is named is read, and its path says where it lies', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('../beside/f', 'beside\n')
  expect(pathsOf(await scan(repo.root, ['../beside/f', 'a']))).toEqual(['../beside/f', 'a'])
  expect(pathsOf(await scan(repo.root, [join(repo.root, '../beside')]))).toEqual(['../beside/f'])
})

test('outside a repository a folder is walked whole, links not followed, .git left out', async () => {
  await using folder = await temporaryFolder()
  const files = testRepository(folder.path)
  await files.write('top/a', 'a\n')
  await files.write('top/.env', 'env\n')
  await files.write('top/deep/.git/config', 'config\n')
  await files.write('top/deep/b', 'b\n')
  symlinkSync('..', join(folder.path, 'top/up'))
  const reading = await scan(folder.path, ['top'])
  expect(pathsOf(reading)).toEqual(['.env', 'a', 'deep/b', 'up'])
  expect(reading.opened).toMatchObject({ root: join(folder.path, 'top'), repository: null })
})

test('outside a repository several paths are relative to the current folder', async () => {
  await using folder = await temporaryFolder()
  const files = testRepository(folder.path)
  await files.write('x/f', 'x\n')
  await files.write('y/f', 'y\n')
  await files.write('z', 'z\n')
  const reading = await scan(folder.path, ['x', 'y', 'z'])
  expect(pathsOf(reading)).toEqual(['x/f', 'y/f', 'z'])
  expect(reading.opened.root).toBe(folder.path)
})

test('a repository that is named from outside is read as one', async () => {
  await using repo = await gitRepo(IGNORING)
  await repo.write('.env', 'ignored\n')
  const reading = await scan(repo.root, ['repo'], join(repo.root, '..'))
  expect(pathsOf(reading)).toEqual(['.gitignore', 'other', 'src/a', 'src/b'])
  expect(reading.opened.root).toBe(repo.root)
})

test('outside a repository there is no need of git', async () => {
  await using folder = await temporaryFolder()
  await testRepository(folder.path).write('f', 'f\n')
  const reading = await readSource({ kind: 'paths', paths: ['f'] }, { root: folder.path, env: { PATH: '' } })
  expect(reading.at('f')).toBe('f\n')
})
