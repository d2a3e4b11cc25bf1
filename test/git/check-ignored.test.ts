import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkIgnored } from '../../src/git/check-ignored.ts'
import { gitGate } from '../../src/git/gate.ts'
import { listIgnoredEnvFiles } from '../../src/git/list-files.ts'
import { openRepository } from '../../src/git/open-repository.ts'
import { readSetting } from '../../src/git/read-setting.ts'
import { decodePath } from '../../src/model/repo-path.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'

async function gateOf(repo: TestRepository) {
  return (await openRepository(gitGate(repo.root, repo.env))).gate
}

test('ENV-08 says which paths are ignored, tracked or not, and by which rule', async () => {
  await using repo = await gitRepo({ '.env': 'tracked\n' })
  await repo.write('.gitignore', '# comment\n.env*\n!.env.example\nbuild/\n')
  await repo.write('sub/.gitignore', 'local\n')
  const verdicts = await checkIgnored(await gateOf(repo), ['.env', '.env.example', 'f', 'build/x', 'sub/local'])
  expect(verdicts).toEqual([
    { path: '.env', isIgnored: true, rule: { source: '.gitignore', line: 2, pattern: '.env*' } },
    { path: '.env.example', isIgnored: false, rule: { source: '.gitignore', line: 3, pattern: '!.env.example' } },
    { path: 'f', isIgnored: false, rule: null },
    { path: 'build/x', isIgnored: true, rule: { source: '.gitignore', line: 4, pattern: 'build/' } },
    { path: 'sub/local', isIgnored: true, rule: { source: 'sub/.gitignore', line: 1, pattern: 'local' } },
  ])
})

test('no question, no git; none ignored is no failure', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const gate = await gateOf(repo)
  expect(await checkIgnored({ ...gate, program: '/nowhere/git' }, [])).toEqual([])
  expect(await checkIgnored(gate, ['a'])).toEqual([{ path: 'a', isIgnored: false, rule: null }])
})

test('GIT-40 a path is never a pattern or an option', async () => {
  await using repo = await gitRepo({ '.gitignore': '*.secret\n' })
  const paths = [':(exclude)f', '[a]*?', '--stdin', '-v', 'line\nfeed.secret', decodePath(Buffer.from([0xff, 0x66]))]
  const verdicts = await checkIgnored(await gateOf(repo), paths)
  expect(verdicts.map(({ path }) => path)).toEqual(paths)
  expect(verdicts.map(({ isIgnored }) => isIgnored)).toEqual([false, false, false, false, true, false])
})

test('a path behind a link or in a submodule is not ignored, and does not keep the others from their answer', async () => {
  await using inner = await gitRepo({ i: 'i\n' })
  await using repo = await gitRepo({ '.gitignore': '.env\n' })
  await repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
  await repo.commit('submodule')
  symlinkSync('..', join(repo.root, 'link'))
  const verdicts = await checkIgnored(await gateOf(repo), ['.env', 'link/.env', 'sub/.env', '.env', 'link/x'])
  expect(verdicts.map(({ path, isIgnored }) => `${path} ${isIgnored}`)).toEqual([
    '.env true',
    'link/.env false',
    'sub/.env true',
    '.env true',
    'link/x false',
  ])
})

test('lists ignored .env files by name', async () => {
  await using repo = await gitRepo({ '.gitignore': '.env*\nignored/\n*.local\n' })
  for (const path of ['.env', 'a/.env.local', 'b.local', 'ignored/.env', 'c/.envrc']) await repo.write(path, 'x\n')
  await repo.write('.env.tracked', 'x\n')
  await repo.git('add', '--force', '.env.tracked')
  expect(await listIgnoredEnvFiles(await gateOf(repo))).toEqual(['.env', 'a/.env.local'])
})

test('a setting is the one that the user has, not the one that we run git with', async () => {
  await using repo = await gitRepo({ a: 'a\n' })
  const gate = await gateOf(repo)
  expect(await readSetting(gate, 'core.hooksPath')).toBeNull()
  await repo.git('config', 'core.hooksPath', '.husky/_')
  expect(await readSetting(gate, 'core.hooksPath')).toBe('.husky/_')
  expect(await readSetting(gate, 'user.email')).toBeNull()
  await repo.git('config', 'user.email', 'ada@example.com')
  expect(await readSetting(gate, 'user.email')).toBe('ada@example.com')
})
