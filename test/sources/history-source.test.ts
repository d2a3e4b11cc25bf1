import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRepo, testRepository } from '../support/git-repo.ts'
import { pathsOf, readReplaced, readSource, skipsOf } from './read-source.ts'

const HISTORY = { kind: 'history' } as const
const NO_PARENT = 0x70000000

/** A commit-graph file in which no commit has a parent. https://git-scm.com/docs/gitformat-commit-graph */
function withoutParents(file: Buffer): Buffer {
  const graph = Buffer.from(file)
  const entry = graph.indexOf('CDAT')
  const start = Number(graph.readBigUInt64BE(entry + 4))
  const end = Number(graph.readBigUInt64BE(entry + 16))
  for (let row = start; row < end; row += 36) graph.writeUInt32BE(NO_PARENT, row + 20)
  return graph
}

test('every version of a file is read once, oldest change first', async () => {
  await using repo = await gitRepo({ f: 'one\n' })
  for (const content of ['two\n', 'one\n', 'three\n']) {
    await repo.write('f', content)
    await repo.commit(content)
  }
  const reading = await readSource(HISTORY, repo)
  expect([...reading.contents.values()]).toEqual(['one\n', 'two\n', 'three\n'])
  const texts = reading.changes.map(({ blobId }) => reading.contents.get(blobId))
  expect(texts).toEqual(['one\n', 'two\n', 'one\n', 'three\n'])
  expect(reading.opened.source.commits).toBe(4)
})

test('a change names what it replaces and what its commit removes', async () => {
  await using repo = await gitRepo({ f: 'one\n', gone: 'gone\n' })
  await repo.write('f', 'two\n')
  await repo.remove('gone')
  await repo.commit()
  const reading = await readSource(HISTORY, repo)
  const change = reading.changes.find(({ blobId }) => reading.contents.get(blobId) === 'two\n')
  expect([...(await readReplaced(reading, change!.previousIds)).values()]).toEqual(['one\n'])
  expect([...(await readReplaced(reading, change!.removedIds)).values()]).toEqual(['gone\n'])
})

test('GIT-08 a link that becomes a file is read in history', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('-c', 'alias.link=!ln -s https://host/x l', 'link')
  await repo.commit('link')
  await repo.remove('l')
  await repo.write('l', 'now a file\n')
  await repo.commit('file')
  const reading = await readSource(HISTORY, repo)
  expect(reading.changes.filter(({ path }) => path === 'l').map(({ blobId }) => reading.contents.get(blobId))).toEqual([
    'https://host/x',
    'now a file\n',
  ])
})

test('GIT-21 what only the HEAD of another work tree holds is read', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('worktree', 'add', '--quiet', '--detach', '../tree')
  const tree = testRepository(join(repo.root, '../tree'))
  await tree.write('t', 't\n')
  await tree.commit('in the tree')
  await repo.git('reflog', 'expire', '--all', '--expire=now')
  expect(pathsOf(await readSource(HISTORY, repo))).toEqual(['a', 't'])
})

test('GIT-64 GIT-65 a stash, what was untracked in it, and older stashes are read', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('a', 'older stash\n')
  await repo.git('stash', '--quiet')
  await repo.write('a', 'newer stash\n')
  await repo.write('staged', 'staged\n')
  await repo.stage('staged')
  await repo.write('untracked', 'untracked\n')
  await repo.git('stash', '--quiet', '--include-untracked')
  const reading = await readSource(HISTORY, repo)
  expect([...reading.contents.values()].sort()).toEqual([
    'a\n',
    'newer stash\n',
    'older stash\n',
    'staged\n',
    'untracked\n',
  ])
})

test('GIT-66 GIT-86 other branches, tags, pull requests and notes are read', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  for (const ref of ['heads/other', 'tags/tag', 'pull/7/head', 'odd/place']) {
    await repo.git('checkout', '--quiet', '--detach', 'main')
    await repo.write(ref.replaceAll('/', '-'), `${ref}\n`)
    await repo.commit(ref)
    await repo.git('update-ref', `refs/${ref}`, 'HEAD')
  }
  await repo.git('checkout', '--quiet', 'main')
  await repo.git('notes', 'add', '-m', 'a note')
  await repo.git('reflog', 'expire', '--all', '--expire=now')
  const reading = await readSource(HISTORY, repo)
  const note = [...reading.contents.values()].includes('a note\n')
  expect(note).toBe(true)
  expect(pathsOf(reading)).toEqual(expect.arrayContaining(['a', 'heads-other', 'odd-place', 'pull-7-head', 'tags-tag']))
})

test('GIT-87 what was amended away is read from the reflog', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('f', 'amended away\n')
  await repo.commit('f')
  await repo.write('f', 'clean\n')
  await repo.git('commit', '--quiet', '--all', '--amend', '--no-edit')
  expect([...(await readSource(HISTORY, repo)).contents.values()].sort()).toEqual(['a\n', 'amended away\n', 'clean\n'])
})

test('GIT-66 refs that hold a file or a tree, directly or by tags of tags, are read', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const write = async (content: string) => {
    await repo.write('../scratch', content)
    return repo.git('hash-object', '-w', '../scratch')
  }
  await repo.git('update-ref', 'refs/odd/blob', await write('blob\n'))
  await repo.git('tag', 'tagged-blob', await write('tagged blob\n'))
  await repo.git('tag', '-a', '-m', 'x', 'once', await write('tag of a tag\n'))
  await repo.git('tag', '-a', '-m', 'x', 'twice', 'once')
  await repo.git('update-index', '--add', '--cacheinfo', `100644,${await write('in a tree\n')},dir/file`)
  await repo.git('tag', '-a', '-m', 'x', 'tree', await repo.git('write-tree'))
  const reading = await readSource(HISTORY, repo)
  expect(reading.at('refs/odd/blob')).toBe('blob\n')
  expect(reading.at('refs/tags/tagged-blob')).toBe('tagged blob\n')
  expect(reading.at('refs/tags/twice')).toBe('tag of a tag\n')
  expect(reading.at('dir/file')).toBe('in a tree\n')
})

test('GIT-19 an empty repository has no history', async () => {
  await using repo = await gitRepo()
  const reading = await readSource(HISTORY, repo)
  expect(reading.blobs).toEqual([])
  expect(reading.opened.source.commits).toBe(0)
})

test('GIT-28 a shallow clone is told to be incomplete', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('b', 'b\n')
  await repo.commit('b')
  await repo.git('clone', '--quiet', '--depth=1', `file://${repo.root}`, '../shallow')
  const reading = await readSource(HISTORY, testRepository(join(repo.root, '../shallow')))
  expect(pathsOf(reading)).toEqual(['a', 'b'])
  expect(reading.skips.map(({ reason }) => reason)).toEqual(['shallow-history'])
})

test.each([
  ['GIT-32 a bare repository', ['--bare']],
  ['GIT-68 a repository that borrows its objects', ['--shared']],
])('%s is read', async (_, args) => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('clone', '--quiet', ...args, '.', '../clone')
  expect((await readSource(HISTORY, testRepository(join(repo.root, '../clone')))).at('a')).toBe('a\n')
})

test('GIT-31 a SHA-256 repository is read', async () => {
  await using repo = await gitRepo({ a: 'a\n' }, ['--object-format=sha256'])
  const reading = await readSource(HISTORY, repo)
  expect(reading.at('a')).toBe('a\n')
  expect(reading.blobs[0]!.id).toHaveLength(64)
})

test('GIT-62 GIT-63 grafts and replaced commits hide nothing', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('hidden', 'hidden\n')
  const middle = await repo.commit('hidden')
  await repo.remove('hidden')
  const tip = await repo.commit('tip')
  const first = await repo.git('rev-parse', 'HEAD~2')
  await repo.write('.git/info/grafts', `${tip} ${first}\n`)
  await repo.git('replace', '--force', middle, first)
  await repo.git('reflog', 'expire', '--all', '--expire=now') // the reflog knows every commit by itself
  expect((await readSource(HISTORY, repo)).at('hidden')).toBe('hidden\n')
})

test('a commit graph that tells other parents hides nothing', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('hidden', 'hidden\n')
  await repo.commit('hidden')
  await repo.remove('hidden')
  await repo.commit('tip')
  await repo.git('commit-graph', 'write', '--reachable')
  await repo.git('reflog', 'expire', '--all', '--expire=now') // the reflog knows every commit by itself
  const file = join(repo.root, '.git/objects/info/commit-graph')
  const graph = withoutParents(readFileSync(file))
  rmSync(file)
  writeFileSync(file, graph)
  expect(await repo.git('rev-list', '--count', 'HEAD')).toBe('1')
  expect((await readSource(HISTORY, repo)).at('hidden')).toBe('hidden\n')
})

test('OPS-17 as many commits and blobs are read as git counts', async () => {
  await using repo = await gitRepo({ a: 'a\n', b: 'b\n' })
  for (const name of ['c', 'd', 'e']) {
    await repo.write(name, `${name}\n`)
    await repo.append('a', name)
    await repo.commit(name)
  }
  const reading = await readSource(HISTORY, repo)
  const objects = await repo.git('cat-file', '--batch-all-objects', '--batch-check=%(objecttype)')
  expect(reading.blobs).toHaveLength(objects.split('\n').filter((type) => type === 'blob').length)
  expect(reading.opened.source.commits).toBe(Number(await repo.git('rev-list', '--count', '--all')))
})

test.each([['no object id'], ['1'.repeat(40)]])('OPS-03 a ref that leads nowhere (%s) is an error', async (content) => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('.git/refs/heads/broken', `${content}\n`)
  await expect(readSource(HISTORY, repo)).rejects.toMatchObject({ code: 'GIT_FAILED' })
})

test('OPS-03 a reflog that names a commit which is gone is told', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('b', 'b\n')
  const commit = await repo.commit('b')
  await repo.git('reset', '--quiet', '--hard', 'HEAD~1')
  await repo.remove(`.git/objects/${commit.slice(0, 2)}/${commit.slice(2)}`)
  const reading = await readSource(HISTORY, repo)
  expect(reading.at('a')).toBe('a\n')
  expect(reading.skips.map(({ reason, detail }) => `${reason} ${detail}`)).toContain(
    "unreadable warning: reflog of 'HEAD' references pruned commits",
  )
})

test('OPS-03 a commit whose tree is gone is an error', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const tree = await repo.git('rev-parse', 'HEAD^{tree}')
  await repo.remove(`.git/objects/${tree.slice(0, 2)}/${tree.slice(2)}`)
  await expect(readSource(HISTORY, repo)).rejects.toMatchObject({ code: 'GIT_FAILED' })
})

test('GIT-10 a submodule in history is named once', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  for (const digit of ['1', '2']) {
    await repo.git('update-index', '--add', '--cacheinfo', `160000,${digit.repeat(40)},sub`)
    await repo.git('commit', '--quiet', '--message', digit)
  }
  expect(skipsOf(await readSource(HISTORY, repo))).toEqual(['submodule sub'])
})
