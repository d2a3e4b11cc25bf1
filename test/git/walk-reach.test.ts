import { describe, expect, test } from 'vitest'
import { gitGate } from '../../src/git/gate.ts'
import { listRefTips } from '../../src/git/list-ref-tips.ts'
import { openRepository } from '../../src/git/open-repository.ts'
import { walkReach } from '../../src/git/walk-reach.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'

async function reach(repo: TestRepository, ...commits: string[]) {
  const repository = await openRepository(gitGate(repo.root, repo.env))
  const found = await walkReach(repository.gate, new Set(commits), await listRefTips(repository))
  return commits.map((id) => found.get(id)?.map(({ kind, name }) => `${kind} ${name}`))
}

async function commit(repo: TestRepository, name: string): Promise<string> {
  await repo.write(name, `${name}\n`)
  return repo.commit(name)
}

describe('refs that reach a commit', () => {
  test('are found through merges, tags of tags, remotes and every branch in one walk', async () => {
    await using repo = await gitRepo({ a: 'a\n' })
    const first = await repo.git('rev-parse', 'HEAD')
    await repo.git('checkout', '--quiet', '-b', 'side')
    const side = await commit(repo, 'side')
    await repo.git('tag', '--annotate', '--message', 'v1', 'v1')
    await repo.git('tag', '--annotate', '--message', 'again', 'v1-again', 'v1')
    await repo.git('checkout', '--quiet', 'main')
    const main = await commit(repo, 'main')
    await repo.git('merge', '--quiet', '--no-edit', 'side')
    const merge = await repo.git('rev-parse', 'HEAD')
    await repo.git('update-ref', 'refs/remotes/origin/main', main)
    const shown = await reach(repo, first, side, main, merge)
    expect(shown[0]).toEqual([
      ...['branch main', 'branch side', 'remote origin/main', 'tag v1', 'tag v1-again', 'branch HEAD'],
      'reflog-of-remote origin/main',
    ])
    expect(shown[1]).toEqual(['branch main', 'branch side', 'tag v1', 'tag v1-again', 'branch HEAD'])
    expect(shown[2]).toEqual(['branch main', 'remote origin/main', 'branch HEAD', 'reflog-of-remote origin/main'])
    expect(shown[3]).toEqual(['branch main', 'branch HEAD'])
  })

  test('GIT-64/65: a commit that only reflog or stash hold has none, one that nothing holds is left out', async () => {
    await using repo = await gitRepo({ a: 'a\n' })
    const amended = await commit(repo, 'b')
    await repo.git('commit', '--quiet', '--amend', '--message', 'other')
    await repo.append('a', 'more\n')
    await repo.git('stash')
    const stash = await repo.git('rev-parse', 'refs/stash')
    const tree = await repo.git('rev-parse', 'HEAD^{tree}')
    const dangling = await repo.git('commit-tree', '-m', 'lost', tree)
    expect(await reach(repo, amended, stash, dangling)).toEqual([[], [], undefined])
  })

  test('GIT-69: the HEAD of a linked work tree counts as a branch', async () => {
    await using repo = await gitRepo({ a: 'a\n' })
    await repo.git('worktree', 'add', '--quiet', '--detach', '../linked')
    await repo.git('-C', '../linked', 'commit', '--quiet', '--allow-empty', '--message', 'there')
    const there = await repo.git('-C', '../linked', 'rev-parse', 'HEAD')
    expect(await reach(repo, there)).toEqual([['branch HEAD of work tree linked']])
  })

  test('what a remote branch held before it was rewritten was pushed', async () => {
    await using repo = await gitRepo({ a: 'a\n' })
    const first = await repo.git('rev-parse', 'HEAD')
    await repo.git('update-ref', 'refs/remotes/origin/topic', first)
    const pushed = await commit(repo, 'b')
    await repo.git('update-ref', 'refs/remotes/origin/topic', pushed)
    await repo.git('update-ref', 'refs/remotes/origin/topic', first)
    await repo.git('reset', '--quiet', '--hard', first)
    expect(await reach(repo, pushed)).toEqual([['reflog-of-remote origin/topic']])
  })

  test('in a bare repository branches are what was pushed', async () => {
    await using repo = await gitRepo({ a: 'a\n' })
    const id = await repo.git('rev-parse', 'HEAD')
    await repo.git('clone', '--quiet', '--bare', '.', '../bare')
    const bare = await openRepository(gitGate(`${repo.root}/../bare`, repo.env))
    const found = await walkReach(bare.gate, new Set([id]), await listRefTips(bare))
    expect(found.get(id)?.map(({ kind }) => kind)).toContain('remote')
  })

  test('more refs than are told apart still have their kind', async () => {
    await using repo = await gitRepo({ a: 'a\n' })
    const first = await repo.git('rev-parse', 'HEAD')
    const repository = await openRepository(gitGate(repo.root, repo.env))
    const tips = Array.from({ length: 5000 }, (_, i) => ({ kind: 'tag' as const, name: `t${i}`, oid: '0'.repeat(40) }))
    const found = await walkReach(repository.gate, new Set([first]), [
      ...tips,
      { kind: 'remote', name: 'origin/main', oid: first },
    ])
    expect(found.get(first)).toEqual([{ kind: 'remote', name: 'others', oid: '' }])
  })
})
