import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gitRepo, type TestRepository, testRepository } from '../support/git-repo.ts'
import { PROGRAM } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

// Every way to make a commit, through a real hook: which index git hands to it differs from one to the next.

const dirty = `const token = "${mock('github-pat')}"\n`

async function hookedRepo(): Promise<TestRepository> {
  const repo = await gitRepo({ 'a.txt': 'one\n', 'b.txt': 'one\n', 'sub/c.txt': 'one\n' })
  installHook(repo.root)
  await repo.git('config', 'core.hooksPath', join(repo.root, '.git', 'test-hooks'))
  return repo
}

function installHook(root: string): void {
  const folder = join(root, '.git', 'test-hooks')
  mkdirSync(folder, { recursive: true })
  for (const name of ['pre-commit', 'pre-merge-commit']) {
    writeFileSync(join(folder, name), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" scan --staged\n`)
    chmodSync(join(folder, name), 0o755)
  }
}

const blocked = /github-pat/

describe('a hook blocks a secret that comes by', () => {
  test('git add and git commit', async () => {
    await using repo = await hookedRepo()
    await repo.write('a.txt', dirty)
    await repo.stageAll()
    await expect(repo.git('commit', '-qm', 'x')).rejects.toThrow(blocked)
  })

  test('git commit -a', async () => {
    await using repo = await hookedRepo()
    await repo.write('a.txt', dirty)
    await expect(repo.git('commit', '-qam', 'x')).rejects.toThrow(blocked)
  })

  test('git commit PATH, while the index holds something else', async () => {
    await using repo = await hookedRepo()
    await repo.write('b.txt', 'two\n')
    await repo.stage('b.txt')
    await repo.write('a.txt', dirty)
    await expect(repo.git('commit', '-qm', 'x', 'a.txt')).rejects.toThrow(blocked)
  })

  test('git commit --amend', async () => {
    await using repo = await hookedRepo()
    await repo.write('a.txt', dirty)
    await repo.stageAll()
    await expect(repo.git('commit', '-q', '--amend', '--no-edit')).rejects.toThrow(blocked)
  })

  test('git commit in a subfolder', async () => {
    await using repo = await hookedRepo()
    await repo.write('a.txt', dirty)
    await repo.stageAll()
    const below = testRepository(join(repo.root, 'sub'))
    await expect(below.git('commit', '-qm', 'x')).rejects.toThrow(blocked)
  })

  test('git commit -a in a linked work tree', async () => {
    await using repo = await hookedRepo()
    const path = join(repo.root, '..', 'linked')
    await repo.git('worktree', 'add', '-q', '--detach', path)
    const linked = testRepository(path)
    await linked.write('a.txt', dirty)
    await expect(linked.git('commit', '-qam', 'x')).rejects.toThrow(blocked)
  })

  test('the first commit of a repository', async () => {
    await using repo = await gitRepo()
    installHook(repo.root)
    await repo.git('config', 'core.hooksPath', join(repo.root, '.git', 'test-hooks'))
    await repo.write('a.txt', dirty)
    await expect(repo.commit('x')).rejects.toThrow(blocked)
  })

  test('a merge that adds it on top of both sides', async () => {
    await using repo = await hookedRepo()
    await repo.git('checkout', '-qb', 'side')
    await repo.write('a.txt', 'side\n')
    await repo.commit('side')
    await repo.git('checkout', '-q', 'main')
    await repo.write('b.txt', 'two\n')
    await repo.commit('other')
    await repo.git('merge', '-q', '--no-commit', 'side')
    await repo.write('a.txt', dirty)
    await repo.stageAll()
    await expect(repo.git('commit', '-qm', 'merge')).rejects.toThrow(blocked)
  })
})

describe('a hook lets pass', () => {
  test('what is clean in the index while the work tree holds a secret', async () => {
    await using repo = await hookedRepo()
    await repo.write('b.txt', 'two\n')
    await repo.stage('b.txt')
    await repo.write('a.txt', dirty)
    await repo.write('new.txt', dirty)
    await repo.git('commit', '-qm', 'clean')
    expect(await repo.git('log', '-1', '--format=%s')).toBe('clean')
  })

  test('the removal of a secret, and an edit beside one that was there before', async () => {
    await using repo = await hookedRepo()
    await repo.write('a.txt', `${dirty}let x = 1\n`)
    await repo.stageAll()
    await repo.git('commit', '-qnm', 'unchecked')
    await repo.write('a.txt', `${dirty}let x = 2\n`)
    await repo.git('commit', '-qam', 'beside')
    await repo.write('a.txt', 'let x = 2\n')
    await repo.git('commit', '-qam', 'gone')
    expect(await repo.git('log', '-2', '--format=%s')).toBe('gone\nbeside')
  })

  test('a file with a secret that is only renamed', async () => {
    await using repo = await hookedRepo()
    await repo.write('a.txt', dirty)
    await repo.stageAll()
    await repo.git('commit', '-qnm', 'unchecked')
    await repo.git('mv', 'a.txt', 'z.txt')
    await repo.append('z.txt', 'more\n')
    await repo.git('commit', '-qam', 'renamed')
    expect(await repo.git('log', '-1', '--format=%s')).toBe('renamed')
  })

  test('a commit that says SKIP_KEYWARDEN, and says so', async () => {
    await using repo = await hookedRepo()
    await repo.write('a.txt', dirty)
    const skipping = { ...repo.env, SKIP_KEYWARDEN: '1' }
    execFileSync('git', ['commit', '-qam', 'skipped'], { cwd: repo.root, env: skipping, stdio: 'pipe' })
    expect(await repo.git('log', '-1', '--format=%s')).toBe('skipped')
  })
})
