import { symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRepo, type TestRepository, testRepository } from '../support/git-repo.ts'
import { pathsOf, type Reading, readReplaced, readSource, skipsOf } from './read-source.ts'

const STAGED = { kind: 'staged' } as const

/** Content that each change replaces, by path. */
async function replaced(reading: Reading): Promise<Record<string, readonly (string | undefined)[]>> {
  const contents = await readReplaced(reading, [...new Set(reading.changes.flatMap((change) => change.previousIds))])
  return Object.fromEntries(
    reading.changes.map(({ path, previousIds }) => [path, previousIds.map((id) => contents.get(id))]),
  )
}

async function stageBlob(repo: TestRepository, path: string, content: string): Promise<void> {
  await repo.write('.scratch', content)
  const oid = await repo.git('hash-object', '-w', '.scratch')
  await repo.remove('.scratch')
  await repo.git('update-index', '--add', '--cacheinfo', `100644,${oid},${path}`)
}

test('GIT-01 reads the index, not the work tree', async () => {
  await using repo = await gitRepo({ f: 'old\n' })
  await repo.write('f', 'staged\n')
  await repo.stageAll()
  await repo.write('f', 'clean\n')
  const reading = await readSource(STAGED, repo)
  expect(reading.at('f')).toBe('staged\n')
  expect(await replaced(reading)).toEqual({ f: ['old\n'] })
})

test('GIT-02 leaves out what is unstaged and what is untracked', async () => {
  await using repo = await gitRepo({ tracked: 'a\n' })
  await repo.append('tracked', 'unstaged\n')
  await repo.write('new', 'untracked\n')
  await repo.write('other', 'staged\n')
  await repo.stage('other')
  expect(pathsOf(await readSource(STAGED, repo))).toEqual(['other'])
})

test('GIT-03 GIT-04 reads a partly staged file as it is staged', async () => {
  await using repo = await gitRepo({ f: '1\n2\n3\n' })
  await repo.write('f', '1\nunstaged\n2\nstaged\n3\n')
  await stageBlob(repo, 'f', '1\n2\nstaged\n3\n')
  const reading = await readSource(STAGED, repo)
  expect(reading.at('f')).toBe('1\n2\nstaged\n3\n')
})

test('GIT-05 tells of a file that is only marked with add -N, and reads the others', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('n', 'not staged\n')
  await repo.git('add', '--intent-to-add', 'n')
  await repo.write('k', 'staged\n')
  await repo.write('empty', '')
  await repo.stage('k', 'empty')
  const reading = await readSource(STAGED, repo)
  expect(pathsOf(reading)).toEqual(['empty', 'k'])
  expect(skipsOf(reading)).toEqual(['intent-to-add n'])
})

test('GIT-06 a renamed and edited file comes under its new path, with what was removed to compare with', async () => {
  await using repo = await gitRepo({ a: 'one\ntwo\nthree\n' })
  await repo.git('mv', 'a', 'b')
  await repo.append('b', 'four\n')
  await repo.stageAll()
  const reading = await readSource(STAGED, repo)
  expect(reading.changes.map(({ path, previousIds }) => [path, previousIds])).toEqual([['b', []]])
  expect([...(await readReplaced(reading, reading.changes[0]!.removedIds)).values()]).toEqual(['one\ntwo\nthree\n'])
})

test('GIT-07 a copied file is read', async () => {
  await using repo = await gitRepo({ a: 'one\ntwo\nthree\n' })
  await repo.write('copy', 'one\ntwo\nthree\nfour\n')
  await repo.stageAll()
  expect((await readSource(STAGED, repo)).at('copy')).toBe('one\ntwo\nthree\nfour\n')
})

test('GIT-08 a link that becomes a file is read, and what the link said is compared with', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  symlinkSync('a', join(repo.root, 'l'))
  await repo.commit()
  unlinkSync(join(repo.root, 'l'))
  await repo.write('l', 'now a file\n')
  await repo.stageAll()
  const reading = await readSource(STAGED, repo)
  expect(reading.at('l')).toBe('now a file\n')
  expect(await replaced(reading)).toEqual({ l: ['a'] })
})

test('GIT-09 where a link points is its content', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  symlinkSync('https://host/x', join(repo.root, 'link'))
  await repo.stageAll()
  expect((await readSource(STAGED, repo)).at('link')).toBe('https://host/x')
})

test('GIT-10 a submodule is named as not looked at', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`)
  await repo.write('b', 'b\n')
  await repo.stage('b')
  const reading = await readSource(STAGED, repo)
  expect(pathsOf(reading)).toEqual(['b'])
  expect(skipsOf(reading)).toEqual(['submodule sub'])
})

test('GIT-10 a submodule is shown even where settings hide it', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('config', 'diff.ignoreSubmodules', 'all')
  await repo.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`)
  expect(skipsOf(await readSource(STAGED, repo))).toEqual(['submodule sub'])
})

test('GIT-11 a removal has no content to read', async () => {
  await using repo = await gitRepo({ f: 'secret\n', g: 'g\n' })
  await repo.git('rm', '--quiet', 'f')
  const reading = await readSource(STAGED, repo)
  expect(reading.blobs).toEqual([])
  expect(reading.skips).toEqual([])
})

test('GIT-17 GIT-18 before the first commit all that is staged is new', async () => {
  await using repo = await gitRepo()
  await repo.write('f', 'first\n')
  await repo.stageAll()
  const reading = await readSource(STAGED, repo)
  expect(reading.at('f')).toBe('first\n')
  expect(reading.changes[0]!.previousIds).toEqual([])
})

test('GIT-19 an empty repository has nothing staged', async () => {
  await using repo = await gitRepo()
  expect((await readSource(STAGED, repo)).blobs).toEqual([])
})

test('GIT-20 a detached HEAD is compared with', async () => {
  await using repo = await gitRepo({ f: 'one\n' })
  await repo.git('checkout', '--quiet', '--detach')
  await repo.write('f', 'two\n')
  await repo.stageAll()
  expect(await replaced(await readSource(STAGED, repo))).toEqual({ f: ['one\n'] })
})

test('GIT-21 a linked work tree has an index of its own', async () => {
  await using repo = await gitRepo({ f: 'one\n' })
  await repo.git('worktree', 'add', '--quiet', '--detach', '../tree')
  const tree = testRepository(join(repo.root, '../tree'))
  await tree.write('t', 'in the tree\n')
  await tree.stageAll()
  const reading = await readSource(STAGED, tree)
  expect(reading.at('t')).toBe('in the tree\n')
  expect(reading.opened.root).toBe(tree.root)
  expect((await readSource(STAGED, repo)).blobs).toEqual([])
})

test('GIT-22 GIT-23 the index that the environment names is the one that is read', async () => {
  await using repo = await gitRepo({ f: 'one\n' })
  await repo.write('f', 'two\n')
  await repo.git('read-tree', `--index-output=${join(repo.root, '.git/other-index')}`, 'HEAD')
  await repo.stageAll()
  const other = { ...repo.env, GIT_INDEX_FILE: '.git/other-index' }
  expect((await readSource(STAGED, repo, { env: other })).blobs).toEqual([])
  expect((await readSource(STAGED, repo)).at('f')).toBe('two\n')
})

test('GIT-25 GIT-26 from a folder below the whole index is read, with paths from the root', async () => {
  await using repo = await gitRepo({ 'a/f': 'one\n', 'b/g': 'g\n' })
  await repo.git('config', 'diff.relative', 'true')
  await repo.write('a/f', 'two\n')
  await repo.stageAll()
  for (const env of [repo.env, { ...repo.env, GIT_INDEX_FILE: '.git/index' }]) {
    const reading = await readSource(STAGED, repo, { cwd: join(repo.root, 'b'), env })
    expect(reading.at('a/f')).toBe('two\n')
    expect(reading.opened.root).toBe(repo.root)
  }
})

test('GIT-74 a work tree and a git directory that lie elsewhere are found from anywhere', async () => {
  await using repo = await gitRepo({ f: 'one\n' })
  await repo.write('f', 'two\n')
  await repo.stageAll()
  const env = { ...repo.env, GIT_DIR: 'repo/.git', GIT_WORK_TREE: 'repo' }
  const reading = await readSource(STAGED, repo, { cwd: join(repo.root, '..'), env })
  expect(reading.at('f')).toBe('two\n')
  expect(reading.opened.root).toBe(repo.root)
})

test('GIT-31 a SHA-256 repository is read like any other', async () => {
  await using repo = await gitRepo({}, ['--object-format=sha256'])
  await repo.write('f', 'one\n')
  await repo.stageAll()
  expect((await readSource(STAGED, repo)).at('f')).toBe('one\n')
  await repo.commit()
  await repo.write('f', 'two\n')
  await repo.stageAll()
  expect(await replaced(await readSource(STAGED, repo))).toEqual({ f: ['one\n'] })
})

test('GIT-32 in a bare repository nothing can be staged, and that is an error', async () => {
  await using repo = await gitRepo({ f: 'f\n' })
  await repo.git('clone', '--quiet', '--bare', '.', '../bare.git')
  const bare = testRepository(join(repo.root, '../bare.git'))
  await expect(readSource(STAGED, bare)).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' })
})

test('GIT-44 GIT-45 attributes do not decide what is read', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('.gitattributes', '* -diff\n* binary\n')
  await repo.write('f', 'content\n')
  await repo.stageAll()
  expect((await readSource(STAGED, repo)).at('f')).toBe('content\n')
})

test('GIT-46 GIT-47 GIT-50 bytes come as they are: NUL, UTF-16, invalid UTF-8', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const bytes = '\xff\xfex\0\n\0\x80\xc3('
  await repo.write('f', Buffer.from(bytes, 'latin1'))
  await repo.stageAll()
  expect((await readSource(STAGED, repo)).at('f')).toBe(bytes)
})

test('GIT-43 with autocrlf the content is what is committed', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('config', 'core.autocrlf', 'input')
  await repo.write('f', 'one\r\ntwo\r\n')
  await repo.stageAll()
  expect((await readSource(STAGED, repo)).at('f')).toBe('one\ntwo\n')
})

test('GIT-51 GIT-52 GIT-53 GIT-54 GIT-55 GIT-84 GIT-89 settings and variables of the user change nothing', async () => {
  await using repo = await gitRepo({ 'one/f': 'one\n' })
  await repo.write('one/f', 'two\n')
  await repo.write('g', 'g\n')
  await repo.stageAll()
  const before = await readSource(STAGED, repo)
  const settings = {
    'diff.noprefix': 'true',
    'diff.mnemonicPrefix': 'true',
    'color.ui': 'always',
    'color.diff': 'always',
    'diff.external': 'false',
    'diff.orderFile': 'nowhere',
    'diff.renames': 'copies',
    'diff.relative': 'true',
    'diff.interHunkContext': '100',
    'core.abbrev': '7',
    'core.quotePath': 'true',
    'log.showRoot': 'false',
    'diff.submodule': 'log',
    'core.pager': 'false',
    'format.pretty': 'oneline',
    'log.date': 'relative',
  }
  for (const [name, value] of Object.entries(settings)) await repo.git('config', name, value)
  const env = {
    ...repo.env,
    GIT_EXTERNAL_DIFF: 'false',
    GIT_DIFF_OPTS: '--unified=0',
    GIT_TRACE: '1',
    GIT_PAGER: 'false',
    LC_ALL: 'de_DE.UTF-8',
    LANGUAGE: 'de',
  }
  const after = await readSource(STAGED, repo, { env })
  expect(after.changes).toEqual(before.changes)
  expect(after.contents).toEqual(before.contents)
})

test('GIT-60 more paths than a command line holds', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const oid = await repo.git('hash-object', '-w', 'a')
  const paths = Array.from({ length: 12_500 }, (_, i) => `${'x'.repeat(170)}-${i}`)
  const lines = paths.map((path) => `100644 ${oid}\t${path}\n`).join('')
  await repo.write('../lines', lines)
  await repo.git('-c', 'alias.feed=!git update-index --index-info < "$GIT_PREFIX../lines"', 'feed')
  const reading = await readSource(STAGED, repo)
  expect(reading.changes.filter(({ path }) => path.startsWith('x'))).toHaveLength(12_500)
  expect(reading.blobs).toHaveLength(1)
})

test('GIT-61 a replaced object is read as it is pushed', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('f', 'what is committed\n')
  await repo.stageAll()
  const oid = await repo.git('rev-parse', ':f')
  await repo.git('replace', oid, await repo.git('rev-parse', ':a'))
  expect((await readSource(STAGED, repo)).at('f')).toBe('what is committed\n')
})

test('GIT-70 GIT-83 skip-worktree, assume-unchanged, split index and sparse index are read from the index', async () => {
  await using repo = await gitRepo({ a: 'a\n', b: 'b\n', 'in/c': 'c\n', 'out/d': 'd\n' })
  for (const path of ['a', 'b', 'in/c', 'out/d']) await repo.append(path, 'more\n')
  await repo.stageAll()
  await repo.git('update-index', '--split-index')
  await repo.git('update-index', '--skip-worktree', 'a')
  await repo.git('update-index', '--assume-unchanged', 'b')
  await repo.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in')
  expect(pathsOf(await readSource(STAGED, repo))).toEqual(['a', 'b', 'in/c', 'out/d'])
})

test('GIT-72 a change of mode alone is no change of content', async () => {
  await using repo = await gitRepo({ f: 'f\n' })
  await repo.git('update-index', '--chmod=+x', 'f')
  expect((await readSource(STAGED, repo)).blobs).toEqual([])
})

test('GIT-78 a lock on the index is no hindrance, and none is taken', async () => {
  await using repo = await gitRepo({ f: 'one\n' })
  await repo.write('f', 'two\n')
  await repo.stageAll()
  await repo.write('.git/index.lock', '')
  expect((await readSource(STAGED, repo)).at('f')).toBe('two\n')
})

test('GIT-88 a Git LFS pointer is named as one, and its text is read', async () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0a'.repeat(32)}\nsize 12345\n`
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('config', 'filter.lfs.required', 'true')
  await repo.git('config', 'filter.lfs.clean', 'cat')
  await repo.write('.gitattributes', '*.bin filter=lfs diff=lfs merge=lfs -text\n')
  await repo.write('big.bin', pointer)
  await repo.write('beside', 'beside\n')
  await repo.stageAll()
  await repo.git('config', 'filter.lfs.clean', 'not-installed')
  const reading = await readSource(STAGED, repo)
  expect(reading.at('big.bin')).toBe(pointer)
  expect(reading.at('beside')).toBe('beside\n')
  expect(skipsOf(reading)).toEqual(['lfs-pointer big.bin'])
})

test('the same content at two paths is read once and stands at both', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('x', 'same\n')
  await repo.write('y', 'same\n')
  await repo.stageAll()
  const reading = await readSource(STAGED, repo)
  expect(reading.blobs).toHaveLength(1)
  expect(pathsOf(reading)).toEqual(['x', 'y'])
})

test('OPS-03 an object that is not there is told, and the rest is read', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('f', 'gone\n')
  await repo.write('g', 'here\n')
  await repo.stageAll()
  const oid = await repo.git('rev-parse', ':f')
  await repo.remove(`.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`)
  const reading = await readSource(STAGED, repo)
  expect(skipsOf(reading)).toEqual(['missing-object f'])
  expect(reading.at('g')).toBe('here\n')
})

test('OPS-04 a damaged object is told, and the rest is read', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  for (const name of ['f', 'g', 'h']) await repo.write(name, `${name}\n`.repeat(500))
  await repo.stageAll()
  const oid = await repo.git('rev-parse', ':g')
  const file = `.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`
  await repo.git('-c', `alias.damage=!chmod u+w ${file} && truncate -s 20 ${file}`, 'damage')
  const reading = await readSource(STAGED, repo)
  expect(skipsOf(reading)).toEqual(['corrupt-object g'])
  expect(pathsOf(reading).filter((path) => reading.at(path) !== undefined)).toEqual(['f', 'h'])
})

test('OPS-01 a folder that is in no repository is an error', async () => {
  await using repo = await gitRepo()
  const outside = { root: join(repo.root, '..'), env: repo.env }
  await expect(readSource(STAGED, outside)).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' })
})

test('OPS-14 no HOME and no TMPDIR is no hindrance', async () => {
  await using repo = await gitRepo({ f: 'one\n' })
  await repo.write('f', 'two\n')
  await repo.stageAll()
  const { HOME: _, TMPDIR: __, ...env } = repo.env
  expect((await readSource(STAGED, repo, { env })).at('f')).toBe('two\n')
})
