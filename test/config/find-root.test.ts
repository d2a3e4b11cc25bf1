import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRoot } from '../../src/config/find-root.ts'

let top = ''
const at = (path: string) => join(top, path)

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'keywarden-root-'))
  for (const folder of ['repo/.git', 'repo/src/deep', 'repo/vendor/sub', 'worktree/src', 'plain/inner']) {
    mkdirSync(at(folder), { recursive: true })
  }
  writeFileSync(at('worktree/.git'), 'gitdir: elsewhere\n')
  writeFileSync(at('repo/vendor/sub/.git'), 'gitdir: elsewhere\n')
  writeFileSync(at('plain/a.txt'), '')
})

afterAll(() => rmSync(top, { recursive: true, force: true }))

test.each([
  ['a folder deep in a repository', 'repo/src/deep', null, 'repo'],
  ['a linked worktree, whose .git is a file', 'worktree/src', null, 'worktree'],
  ['a path within the repository', 'repo', 'src/deep', 'repo'],
  ['a submodule scanned from the repository round it', 'repo', 'vendor/sub', 'repo'],
  ['a folder of a repository, scanned from outside', 'plain', '../repo/src', 'repo'],
  ['a folder outside a repository', 'plain', null, 'plain'],
  ['one folder scanned outside a repository', '.', 'plain/inner', 'plain/inner'],
  ['one file scanned outside a repository', 'plain', 'a.txt', 'plain'],
  ['a path that does not exist', 'plain', 'nowhere', 'plain'],
  ['a path through a file', 'plain', 'a.txt/b', 'plain'],
])('%s', (_, cwd, only, root) => {
  expect(findRoot(at(cwd), only, {})).toBe(at(root))
})

test('the variables that git sets for hooks decide', () => {
  expect(findRoot(at('plain'), null, { GIT_WORK_TREE: '../worktree', GIT_DIR: '.git' })).toBe(at('worktree'))
  expect(findRoot(at('repo/src'), null, { GIT_DIR: '../.git' })).toBe(at('repo/src'))
})
