import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRepo, type TestRepository, testRepository } from '../support/git-repo.ts'
import { bundledProgram } from '../support/run-in-hook.ts'
import { pathsOf, type Reading, readReplaced, readSource, skipsOf } from './read-source.ts'

function range(repo: TestRepository, text: string): Promise<Reading> {
  return readSource({ kind: 'range', range: text }, repo)
}

/** `main` and `side`, parted after the first commit; `side` is merged into `main` without conflict. */
async function merged(): Promise<TestRepository> {
  const repo = await gitRepo({ base: 'base\n' })
  await repo.git('tag', 'first')
  await repo.git('checkout', '--quiet', '-b', 'side')
  await repo.write('side', 'side\n')
  await repo.commit('side')
  await repo.git('checkout', '--quiet', 'main')
  await repo.write('main', 'main\n')
  await repo.commit('main')
  await repo.git('merge', '--quiet', '--no-edit', 'side')
  return repo
}

test('GIT-67 what is added and removed within the range is read', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('f', 'added\n')
  const added = await repo.commit('add')
  await repo.remove('f')
  await repo.commit('remove')
  const reading = await range(repo, 'HEAD~2..HEAD')
  expect(reading.at('f')).toBe('added\n')
  expect(reading.changes).toMatchObject([{ path: 'f', commit: added, previousIds: [] }])
  expect(reading.opened.source.commits).toBe(2)
})

test('GIT-80 what the base branch brought is not ours', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('checkout', '--quiet', '-b', 'ours')
  await repo.write('ours', 'ours\n')
  await repo.commit('ours')
  await repo.git('checkout', '--quiet', 'main')
  await repo.write('theirs', 'theirs\n')
  await repo.commit('theirs')
  await repo.git('checkout', '--quiet', 'ours')
  await repo.git('merge', '--quiet', '--no-edit', 'main')
  expect(pathsOf(await range(repo, 'main..ours'))).toEqual(['ours'])
})

test('GIT-80 A...B is what B has brought since the two parted', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('checkout', '--quiet', '-b', 'side')
  await repo.write('side', 'side\n')
  await repo.commit('side')
  await repo.git('checkout', '--quiet', 'main')
  await repo.write('main', 'main\n')
  await repo.commit('main')
  expect(pathsOf(await range(repo, 'main...side'))).toEqual(['side'])
  expect(pathsOf(await range(repo, 'side...main'))).toEqual(['main'])
})

test('GIT-85 criss-cross merges: A...B leaves out what both merge bases hold', async () => {
  await using repo = await merged()
  await repo.git('checkout', '--quiet', 'side')
  await repo.git('merge', '--quiet', '--no-edit', 'main~1')
  await repo.write('late', 'late\n')
  await repo.commit('late')
  expect(pathsOf(await range(repo, 'main...side'))).toEqual(['late'])
})

test('GIT-81 the commits of a second parent are walked', async () => {
  await using repo = await merged()
  expect(pathsOf(await range(repo, 'main^1..main'))).toEqual(['side'])
})

test('GIT-14 a clean merge brings nothing, an evil one what is in no parent, once', async () => {
  await using repo = await merged()
  const clean = await range(repo, 'first..main')
  expect(clean.changes.map(({ path }) => path).sort()).toEqual(['main', 'side'])
  await repo.git('checkout', '--quiet', '-b', 'evil', 'main^1')
  await repo.git('merge', '--quiet', '--no-commit', 'side')
  await repo.write('evil', 'in no parent\n')
  await repo.append('side', 'changed in the merge\n')
  const merge = await repo.commit('evil merge')
  const reading = await range(repo, 'main..evil')
  expect(reading.changes).toMatchObject([
    { path: 'evil', commit: merge, previousIds: [] },
    { path: 'side', commit: merge },
  ])
  expect([...(await readReplaced(reading, reading.changes[1]!.previousIds)).values()]).toEqual(['side\n'])
})

test('GIT-15 a conflict that was settled is compared with both parents', async () => {
  await using repo = await gitRepo({ f: 'base\n' })
  await repo.git('checkout', '--quiet', '-b', 'side')
  await repo.write('f', 'theirs\n')
  await repo.commit('theirs')
  await repo.git('checkout', '--quiet', 'main')
  await repo.write('f', 'ours\n')
  await repo.commit('ours')
  await expect(repo.git('merge', '--quiet', 'side')).rejects.toThrow()
  await repo.write('f', 'both\n')
  const merge = await repo.commit('settle')
  const reading = await range(repo, 'main^1..main')
  const settled = reading.changes.find(({ commit }) => commit === merge)
  expect([...(await readReplaced(reading, settled!.previousIds)).values()].sort()).toEqual(['ours\n', 'theirs\n'])
})

test('GIT-16 an octopus merge, with a file changed and a file removed in it', async () => {
  await using repo = await gitRepo({ f: 'f\n', gone: 'removed in the merge\n' })
  for (const side of ['one', 'two']) {
    await repo.git('checkout', '--quiet', '-b', side, 'main')
    await repo.write(side, `${side}\n`)
    await repo.commit(side)
  }
  await repo.git('checkout', '--quiet', 'main')
  await repo.write('main', 'main\n')
  await repo.commit('main')
  await repo.git('merge', '--quiet', '--no-commit', 'one', 'two')
  await repo.write('f', 'changed in the merge\n')
  await repo.remove('gone')
  const merge = await repo.commit('octopus')
  const reading = await range(repo, 'main^1..main')
  const changes = reading.changes.filter(({ commit }) => commit === merge)
  expect(changes.map(({ path }) => path)).toEqual(['f'])
  expect([...(await readReplaced(reading, changes[0]!.previousIds)).values()]).toEqual(['f\n'])
  expect([...(await readReplaced(reading, changes[0]!.removedIds)).values()]).toEqual(['removed in the merge\n'])
})

test('GIT-80 a base of all zeros means the whole branch, a tip of all zeros means nothing', async () => {
  await using repo = await merged()
  const zeros = '0'.repeat(40)
  expect(pathsOf(await range(repo, `${zeros}..side`))).toEqual(['base', 'side'])
  expect((await range(repo, `side..${zeros}`)).blobs).toEqual([])
})

test('an end that is left out is HEAD', async () => {
  await using repo = await merged()
  expect(pathsOf(await range(repo, 'first..'))).toEqual(['main', 'side'])
  expect((await range(repo, '..main')).blobs).toEqual([])
})

test('GIT-76 a name that is a file as well as a branch', async () => {
  await using repo = await merged()
  expect(pathsOf(await range(repo, 'first..side'))).toEqual(['side'])
})

test('GIT-06 a renamed file is new at its path, with what was removed to compare with', async () => {
  await using repo = await gitRepo({ a: 'one\ntwo\n' })
  await repo.move('a', 'b')
  await repo.append('b', 'three\n')
  await repo.commit('rename')
  const reading = await range(repo, 'HEAD~1..HEAD')
  expect(reading.changes).toMatchObject([{ path: 'b', previousIds: [] }])
  expect([...(await readReplaced(reading, reading.changes[0]!.removedIds)).values()]).toEqual(['one\ntwo\n'])
})

test('GIT-17 GIT-69 the first commit is read, whatever log.showRoot says', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('config', 'log.showRoot', 'false')
  expect(pathsOf(await range(repo, `${'0'.repeat(40)}..HEAD`))).toEqual(['a'])
})

test('GIT-77 a commit with odd headers and content that imitates a patch stay what they are', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('f', `commit ${'0'.repeat(40)}\n--- a/a\n+++ b/other\n@@ -1 +1 @@\n+content\n`)
  await repo.stageAll()
  const tree = await repo.git('write-tree')
  const parent = await repo.git('rev-parse', 'HEAD')
  await repo.write(
    '../commit',
    `tree ${tree}\nparent ${parent}\nauthor no date\ncommitter <> <> 99999999999999999999 +9999\nodd header\n\nx\n`,
  )
  const commit = await repo.git('hash-object', '-t', 'commit', '-w', '--literally', '../commit')
  expect(pathsOf(await range(repo, `HEAD..${commit}`))).toEqual(['f'])
})

test('GIT-28 in a shallow clone that holds the base the range is whole', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  for (const name of ['b', 'c', 'd']) {
    await repo.write(name, `${name}\n`)
    await repo.commit(name)
  }
  await repo.git('clone', '--quiet', '--depth=3', `file://${repo.root}`, '../shallow')
  const shallow = testRepository(join(repo.root, '../shallow'))
  const reading = await range(shallow, 'HEAD~1..HEAD')
  expect(pathsOf(reading)).toEqual(['d'])
  expect(reading.skips).toEqual([])
})

test('GIT-28 a range that reaches the edge of a shallow clone is told to be incomplete', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.write('b', 'b\n')
  await repo.commit('b')
  await repo.git('clone', '--quiet', '--depth=1', `file://${repo.root}`, '../shallow')
  const shallow = testRepository(join(repo.root, '../shallow'))
  const reading = await range(shallow, `${'0'.repeat(40)}..HEAD`)
  expect(reading.skips).toMatchObject([{ reason: 'shallow-history', commit: await repo.git('rev-parse', 'HEAD') }])
})

test('GIT-29 a base that a shallow clone does not hold is an error that says what to do', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const base = await repo.git('rev-parse', 'HEAD')
  await repo.write('b', 'b\n')
  await repo.commit('b')
  await repo.git('clone', '--quiet', '--depth=1', `file://${repo.root}`, '../shallow')
  const shallow = testRepository(join(repo.root, '../shallow'))
  const scan = range(shallow, `${base}..HEAD`)
  await expect(scan).rejects.toMatchObject({ code: 'SHALLOW_CLONE', hint: expect.stringContaining('fetch-depth: 0') })
})

test('GIT-29 where a shallow clone does not hold the commit at which two branches parted, that is an error', async () => {
  await using repo = await merged()
  await repo.git('clone', '--quiet', '--depth=1', '--no-single-branch', `file://${repo.root}`, '../shallow')
  const shallow = testRepository(join(repo.root, '../shallow'))
  await expect(range(shallow, 'origin/main...origin/side')).rejects.toMatchObject({ code: 'SHALLOW_CLONE' })
})

test('GIT-30 in a partial clone what is missing is named, and nothing is fetched', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('config', 'uploadpack.allowFilter', 'true')
  await repo.write('b', 'b\n')
  await repo.write('c', 'c\n')
  await repo.commit('b')
  await repo.git('clone', '--quiet', '--bare', '--filter=blob:none', `file://${repo.root}`, '../partial')
  const partial = testRepository(join(repo.root, '../partial'))
  const reading = await range(partial, 'HEAD~1..HEAD')
  expect(skipsOf(reading)).toEqual(['missing-object b', 'missing-object c'])
})

test.each([
  ['an unknown name', 'nowhere..HEAD', 'UNKNOWN_REVISION'],
  ['an unknown id', `${'1'.repeat(40)}..HEAD`, 'UNKNOWN_REVISION'],
  ['an unknown tip', 'HEAD..nowhere', 'UNKNOWN_REVISION'],
  ['HOST-15 an option', '--output=written..HEAD', 'UNKNOWN_REVISION'],
  ['HOST-15 an option behind the dots', 'HEAD..--output=written', 'UNKNOWN_REVISION'],
  ['a tree', 'HEAD^{tree}..HEAD', 'UNKNOWN_REVISION'],
  ['a NUL', 'HEAD\0..HEAD', 'UNKNOWN_REVISION'],
  ['no range', 'HEAD', 'USAGE'],
  ['nothing', '', 'USAGE'],
  ['dots alone', '..', 'USAGE'],
])('OPS-02 %s is an error of its own', async (_, text, code) => {
  await using repo = await gitRepo({ a: 'a\n' })
  await expect(range(repo, text)).rejects.toMatchObject({ code })
  await expect(repo.git('ls-files', '--others')).resolves.toBe('')
})

test('GIT-24 a pre-receive hook reads commits that are still in quarantine', async () => {
  await using program = await bundledProgram('list-range')
  await using repo = await gitRepo({ a: 'a\n' })
  await repo.git('clone', '--quiet', '--bare', '.', '../server.git')
  const hook = join(repo.root, '../server.git/hooks/pre-receive')
  const output = `${hook}.output`
  const script = `read old new ref\nexec '${process.execPath}' '${program.file}' "$old..$new" >'${output}'\n`
  writeFileSync(hook, `#!/bin/sh\n${script}`)
  chmodSync(hook, 0o755)
  await repo.write('f', 'pushed\n')
  await repo.commit('push this')
  await repo.git('push', '--quiet', '../server.git', 'main')
  expect(readFileSync(output, 'utf8')).toBe('f: "pushed\\n"\n')
})
