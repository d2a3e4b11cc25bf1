import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRepo, testRepository } from '../support/git-repo.ts'
import { pathsOf, readSource, skipsOf } from './read-source.ts'

const WORK_TREE = { kind: 'work-tree' } as const

test('reads tracked files as they are on disk, and untracked ones that are not ignored', async () => {
  await using repo = await gitRepo({ tracked: 'old\n', '.gitignore': '.env\nbuild/\n' })
  await repo.write('tracked', 'on disk\n')
  await repo.write('new/file', 'untracked\n')
  await repo.write('.env', 'ignored\n')
  await repo.write('build/out', 'ignored\n')
  const reading = await readSource(WORK_TREE, repo)
  expect(pathsOf(reading)).toEqual(['.gitignore', 'new/file', 'tracked'])
  expect(reading.at('tracked')).toBe('on disk\n')
  expect(reading.changes[0]).toMatchObject({ commit: null, previousIds: [], removedIds: [] })
})

test('a tracked file that is ignored as well is read', async () => {
  await using repo = await gitRepo({ '.env': 'tracked\n' })
  await repo.write('.gitignore', '.env\n')
  expect((await readSource(WORK_TREE, repo)).at('.env')).toBe('tracked\n')
})

test('GIT-01 what is staged and then changed on disk is read as well, what is staged as it stands is read once', async () => {
  await using repo = await gitRepo({ f: 'old\n', g: 'old\n' })
  await repo.write('f', 'staged\n')
  await repo.write('g', 'staged and on disk\n')
  await repo.stageAll()
  await repo.write('f', 'clean\n')
  const reading = await readSource(WORK_TREE, repo)
  expect([...reading.contents.values()].sort()).toEqual(['clean\n', 'staged\n', 'staged and on disk\n'])
  expect(pathsOf(reading)).toEqual(['f', 'g'])
})

test('GIT-18 before the first commit', async () => {
  await using repo = await gitRepo()
  await repo.write('staged', 'staged\n')
  await repo.stageAll()
  await repo.write('staged', 'changed\n')
  await repo.write('untracked', 'untracked\n')
  const reading = await readSource(WORK_TREE, repo)
  expect([...reading.contents.values()].sort()).toEqual(['changed\n', 'staged\n', 'untracked\n'])
})

test('GIT-70 what is not on disk comes from the object store: sparse, skipped, deleted', async () => {
  await using repo = await gitRepo({ 'in/a': 'a\n', 'out/b': 'b\n', deleted: 'deleted\n', skipped: 'skipped\n' })
  await repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in')
  await repo.remove('deleted')
  await repo.git('update-index', '--skip-worktree', 'skipped')
  await repo.remove('skipped')
  const reading = await readSource(WORK_TREE, repo)
  expect(pathsOf(reading)).toEqual(['deleted', 'in/a', 'out/b', 'skipped'])
  expect(reading.at('out/b')).toBe('b\n')
})

test('GIT-13 a file in conflict is read from disk; from the index with all its versions where it is not there', async () => {
  await using repo = await gitRepo({ f: 'base\n', g: 'base\n' })
  await repo.git('checkout', '--quiet', '-b', 'side')
  await repo.write('f', 'theirs\n')
  await repo.write('g', 'theirs\n')
  await repo.commit()
  await repo.git('checkout', '--quiet', 'main')
  await repo.write('f', 'ours\n')
  await repo.write('g', 'ours too\n')
  await repo.commit()
  await expect(repo.git('merge', '--quiet', 'side')).rejects.toThrow()
  await repo.write('f', 'on disk\n')
  await repo.remove('g')
  const contents = [...(await readSource(WORK_TREE, repo)).contents.values()].sort()
  expect(contents).toEqual(['base\n', 'on disk\n', 'ours too\n', 'theirs\n'])
})

test('HOST-12 a link is read for where it points, and nothing behind it is', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('../outside/secret', 'outside\n')
  symlinkSync('../outside', join(repo.root, 'folder'))
  symlinkSync('../outside/secret', join(repo.root, 'file'))
  symlinkSync('.', join(repo.root, 'loop'))
  symlinkSync('/etc/passwd', join(repo.root, 'absolute'))
  const reading = await readSource(WORK_TREE, repo)
  expect(reading.at('folder')).toBe('../outside')
  expect(reading.at('file')).toBe('../outside/secret')
  expect(reading.at('loop')).toBe('.')
  expect(reading.at('absolute')).toBe('/etc/passwd')
  expect([...reading.contents.values()]).not.toContain('outside\n')
})

test('HOST-13 a tracked folder that a link has taken the place of is read from the object store', async () => {
  await using repo = await gitRepo({ 'dir/sub/f': 'committed\n' })
  await repo.write('../outside/sub/f', 'outside\n')
  await repo.remove('dir')
  symlinkSync('../outside', join(repo.root, 'dir'))
  const reading = await readSource(WORK_TREE, repo)
  expect([...reading.contents.values()].sort()).toEqual(['../outside', 'committed\n'])
})

test('HOST-22 a work tree that the repository places elsewhere is refused', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('../outside/secret', 'outside\n')
  for (const place of [join(repo.root, '../outside'), join(repo.root, '..'), '/']) {
    await repo.git('config', 'core.worktree', place)
    await expect(readSource(WORK_TREE, repo)).rejects.toMatchObject({ code: 'UNSAFE_REPOSITORY' })
  }
})

test('HOST-14 a pipe, a socket and what took the place of a tracked file do not block', async () => {
  await using repo = await gitRepo({ tracked: 'committed\n' })
  await repo.remove('tracked')
  execFileSync('mkfifo', [join(repo.root, 'tracked'), join(repo.root, 'untracked')])
  const server = createServer().listen(join(repo.root, 'socket'))
  const reading = await readSource(WORK_TREE, repo)
  server.close()
  expect(reading.at('tracked')).toBe('committed\n')
  expect(skipsOf(reading)).toEqual(['not-a-file tracked'])
})

test('a tracked file that a folder has taken the place of is read from the object store', async () => {
  await using repo = await gitRepo({ f: 'committed\n' })
  await repo.remove('f')
  await repo.write('f/inside', 'inside\n')
  const reading = await readSource(WORK_TREE, repo)
  expect([...reading.contents.values()].sort()).toEqual(['committed\n', 'inside\n'])
})

test('GIT-10 HOST-10 submodules and repositories within are named; a bare one is read as the files that it is', async () => {
  await using inner = await gitRepo({ i: 'inner\n' })
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
  await repo.git('clone', '--quiet', inner.root, 'nested')
  mkdirSync(join(repo.root, 'emb'))
  await testRepository(join(repo.root, 'emb')).git('init', '--quiet', '--bare')
  const reading = await readSource(WORK_TREE, repo)
  expect(skipsOf(reading)).toEqual(['nested-repository nested/', 'submodule sub'])
  expect(pathsOf(reading)).toEqual(expect.arrayContaining(['.gitmodules', 'a', 'emb/HEAD', 'emb/config']))
  expect([...reading.contents.values()]).not.toContain('inner\n')
})

test('GIT-57 GIT-58 a large file comes in windows that overlap', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const line = `${'x'.repeat(99)}\n`
  await repo.write('large', line.repeat(300_000))
  const reading = await readSource(WORK_TREE, repo)
  const windows = reading.blobs.filter(({ path }) => path === 'large')
  expect(windows.map(({ size }) => size)).toEqual(Array(4).fill(30_000_000))
  for (const { segment } of windows) {
    expect(segment.linesBefore).toBe(Math.floor(segment.offset / 100))
    expect(segment.overlap).toBe(segment.offset === 0 ? 0 : 65_536)
  }
  expect(reading.at('large')).toBe(line.repeat(300_000))
  const other = reading.opened.source.changes(new Set(['file:large']))
  expect(other).toMatchObject([{ path: 'large', blobId: 'file:large' }])
})

test('GIT-57 an empty file and a file of exactly the largest size that is held whole', async () => {
  await using repo = await gitRepo({ empty: '' })
  await repo.write('whole', '')
  truncateSync(join(repo.root, 'whole'), 16 * 1024 * 1024)
  await repo.write('more', '')
  truncateSync(join(repo.root, 'more'), 16 * 1024 * 1024 + 1)
  const reading = await readSource(WORK_TREE, repo)
  expect(reading.blobs.map(({ path, size }) => [path, size])).toEqual([
    ['empty', 0],
    ...Array(3).fill(['more', 16_777_217]),
    ['whole', 16_777_216],
  ])
  expect(reading.at('more')).toHaveLength(16_777_217)
})

test('GIT-31 what is staged in a SHA-256 repository is known again on disk', async () => {
  await using repo = await gitRepo({}, ['--object-format=sha256'])
  await repo.write('f', 'staged\n')
  await repo.stageAll()
  expect((await readSource(WORK_TREE, repo)).blobs).toHaveLength(1)
})

test('GIT-88 a Git LFS pointer on disk is named as one', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('big', `version https://git-lfs.github.com/spec/v1\noid sha256:${'0a'.repeat(32)}\nsize 1\n`)
  expect(skipsOf(await readSource(WORK_TREE, repo))).toEqual(['lfs-pointer big'])
})

test('GIT-25 from a folder below the whole work tree is read', async () => {
  await using repo = await gitRepo({ 'a/f': 'f\n', 'b/g': 'g\n' })
  await repo.write('a/new', 'new\n')
  const reading = await readSource(WORK_TREE, repo, { cwd: join(repo.root, 'b') })
  expect(pathsOf(reading)).toEqual(['a/f', 'a/new', 'b/g'])
})

test('GIT-32 a bare repository has no files, and that is an error', async () => {
  await using repo = await gitRepo({}, ['--bare'])
  await expect(readSource(WORK_TREE, repo)).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' })
})
