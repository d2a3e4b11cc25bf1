import { describe, expect, test } from 'vitest'
import { scanRepository } from '../../src/commands/scan-repository.ts'
import type { Exposure } from '../../src/model/exposure.ts'
import type { SourceSettings } from '../../src/model/source-settings.ts'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { withShim } from '../support/git-shim.ts'
import { mock } from '../support/mock.ts'

const TOKEN = mock('github-pat', 'exposure')
const LINE = `const token = '${TOKEN}'\n`

async function exposures(repo: TestRepository, source: SourceSettings): Promise<readonly (Exposure | null)[]> {
  const { findings } = await scanRepository({ cwd: repo.root, source })
  return findings.map(({ exposure }) => exposure)
}

async function only(repo: TestRepository, source: SourceSettings): Promise<Exposure> {
  const [first, ...others] = await exposures(repo, source)
  expect(others).toEqual([])
  if (!first) throw new Error('there is no finding with an exposure')
  return first
}

const STAGED = { kind: 'staged' } as const
const TREE = { kind: 'work-tree' } as const
const HISTORY = { kind: 'history' } as const

async function push(repo: TestRepository, branch = 'main'): Promise<void> {
  await repo.git('update-ref', `refs/remotes/origin/${branch}`, 'HEAD')
}

describe('a secret that no commit holds', () => {
  test('is staged, or in the work tree', async () => {
    await using repo = await gitRepo({ 'a.js': '// a\n' })
    await repo.append('a.js', LINE)
    expect(await only(repo, TREE)).toMatchObject({ level: 'work-tree', firstCommit: null, isAtHead: false })
    await repo.stageAll()
    expect(await only(repo, STAGED)).toMatchObject({ level: 'staged', firstCommit: null, isWhole: true })
    expect(await only(repo, TREE)).toMatchObject({ level: 'staged' })
  })

  test('GIT-18: is staged in a repository without a commit', async () => {
    await using repo = await gitRepo()
    await repo.write('a.js', LINE)
    await repo.stageAll()
    expect(await only(repo, STAGED)).toMatchObject({ level: 'staged', isAtHead: false, isWhole: true })
  })
})

describe('a secret that a commit holds', () => {
  test('is committed, then pushed, and still at HEAD until it is taken out', async () => {
    await using repo = await gitRepo({ 'a.js': '// a\n' })
    await repo.append('a.js', LINE)
    const id = await repo.commit('leak')
    const local = await only(repo, TREE)
    expect(local).toEqual({
      level: 'committed',
      firstCommit: { id, committedAt: '2024-01-02T03:04:05Z', authoredAt: '2024-01-02T03:04:05Z' },
      isAtHead: true,
      remoteBranches: { count: 0, names: [] },
      tags: { count: 0, names: [] },
      branches: { count: 1, names: ['main'] },
      isWhole: true,
    })
    expect(await only(repo, HISTORY)).toEqual(local)
    await push(repo)
    await repo.write('a.js', '// a\n')
    await repo.commit('take it out')
    const gone = await only(repo, HISTORY)
    expect(gone).toMatchObject({ level: 'pushed', isAtHead: false, remoteBranches: { names: ['origin/main'] } })
    expect(gone.firstCommit).toEqual(local.firstCommit)
  })

  test('and was taken out is not new when it is staged again', async () => {
    await using repo = await gitRepo({ 'a.js': LINE })
    await push(repo)
    const first = await repo.git('rev-parse', 'HEAD')
    await repo.write('a.js', '// clean\n')
    await repo.commit('take it out')
    await repo.write('a.js', `// again\n${LINE}`)
    await repo.stageAll()
    expect(await only(repo, STAGED)).toMatchObject({ level: 'pushed', firstCommit: { id: first }, isAtHead: false })
  })

  test('was pushed under the name that its file had before it was renamed', async () => {
    await using repo = await gitRepo({ 'old.js': LINE })
    await push(repo)
    const first = await repo.git('rev-parse', 'HEAD')
    await repo.move('old.js', 'new.js')
    await repo.append('new.js', '// more\n')
    await repo.commit('rename')
    const found = await only(repo, TREE)
    expect(found).toMatchObject({ level: 'pushed', isAtHead: true })
    const history = await only(repo, HISTORY)
    expect(history).toMatchObject({ level: 'pushed', firstCommit: { id: first }, isAtHead: true })
  })

  test('is as exposed as the worst commit that brought it', async () => {
    await using repo = await gitRepo({ 'a.js': '// a\n' })
    await repo.append('a.js', LINE)
    await repo.commit('leak')
    await repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~1')
    await repo.write('b.js', LINE)
    await repo.commit('the same elsewhere')
    await push(repo, 'side')
    const [a, b] = await exposures(repo, HISTORY)
    expect(a).toMatchObject({ level: 'pushed', remoteBranches: { names: ['origin/side'] } })
    expect(b).toEqual(a)
  })

  test('in a tag, in a stash, after an amend', async () => {
    await using repo = await gitRepo({ 'a.js': '// a\n' })
    await repo.append('a.js', LINE)
    await repo.git('stash')
    expect(await only(repo, HISTORY)).toMatchObject({ level: 'unreferenced', isAtHead: false })
    await repo.git('stash', 'drop')
    await repo.append('a.js', LINE)
    await repo.commit('leak')
    await repo.write('a.js', '// a\n')
    await repo.stageAll()
    await repo.git('commit', '--quiet', '--amend', '--allow-empty', '--no-edit')
    expect(await only(repo, HISTORY)).toMatchObject({ level: 'unreferenced', branches: { count: 0 } })
    await repo.git('tag', 'v1', 'HEAD@{1}')
    expect(await only(repo, HISTORY)).toMatchObject({ level: 'tagged', tags: { count: 1, names: ['v1'] } })
  })

  test('dates of author and committer are told apart', async () => {
    await using repo = await gitRepo({ 'a.js': '// a\n' })
    await repo.append('a.js', LINE)
    await repo.stageAll()
    await repo.git('commit', '--quiet', '--message', 'leak', '--date', '2020-05-06T07:08:09+02:00')
    expect((await only(repo, { kind: 'range', range: 'HEAD~1..HEAD' })).firstCommit).toMatchObject({
      committedAt: '2024-01-02T03:04:05Z',
      authoredAt: '2020-05-06T05:08:09Z',
    })
  })

  test('in a file that a tag holds without a commit', async () => {
    await using repo = await gitRepo({ 'a.js': '// a\n' })
    await repo.write('b.js', LINE)
    const blob = await repo.git('hash-object', '-w', 'b.js')
    await repo.remove('b.js')
    await repo.git('tag', 'key', blob)
    expect(await only(repo, HISTORY)).toMatchObject({ level: 'tagged', firstCommit: null })
  })
})

test('outside a repository nobody knows', async () => {
  await using repo = await gitRepo()
  await repo.write('../plain/a.js', LINE)
  const { findings } = await scanRepository({
    cwd: `${repo.root}/../plain`,
    source: { kind: 'paths', paths: ['a.js'] },
  })
  expect(findings.map(({ exposure }) => exposure)).toEqual([null])
})

test('GIT-40: odd names are found in history', async () => {
  await using repo = await gitRepo({ '-x': LINE, ':(exclude)f': LINE, 'a\tb "c\\': LINE, '[a]*?': LINE })
  const found = await exposures(repo, TREE)
  expect(found.map((exposure) => exposure?.level)).toEqual(Array(4).fill('committed'))
})

test('OPS-16: where history takes too long, the finding is told and that nobody knows how far it has come', async () => {
  await using repo = await gitRepo({ 'a.js': '// a\n' })
  await repo.append('a.js', LINE)
  await repo.stageAll()
  const env = await withShim(repo, 'case "$*" in *--full-history*) exec sleep 30 ;; esac\nexec "$GIT" "$@"\n')
  const path = process.env['PATH']
  process.env['PATH'] = env['PATH']
  try {
    expect(await only(repo, STAGED)).toMatchObject({ level: 'staged', firstCommit: null, isWhole: false })
  } finally {
    process.env['PATH'] = path
  }
})

test('a finding is told although git fails to say how far it has come', async () => {
  await using repo = await gitRepo({ 'a.js': '// a\n' })
  await repo.append('a.js', LINE)
  await repo.stageAll()
  const env = await withShim(
    repo,
    'case "$*" in *--full-history*) echo broken >&2; exit 128 ;; esac\nexec "$GIT" "$@"\n',
  )
  const path = process.env['PATH']
  process.env['PATH'] = env['PATH']
  try {
    const { findings, notices } = await scanRepository({ cwd: repo.root, source: STAGED })
    expect(findings).toMatchObject([{ path: 'a.js', exposure: null }])
    expect(notices).toEqual([expect.stringContaining('how far the secrets have come is not known')])
  } finally {
    process.env['PATH'] = path
  }
})

test('GIT-10: in a submodule the file has the history of the submodule', async () => {
  await using inner = await gitRepo({ 'a.js': LINE })
  await using repo = await gitRepo({ b: 'b\n' })
  await repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
  await repo.commit('submodule')
  const outer = await scanRepository({ cwd: repo.root, source: { kind: 'paths', paths: ['sub'] } })
  expect(outer.findings).toMatchObject([{ path: 'sub/a.js', exposure: { level: 'work-tree', firstCommit: null } }])
  const { findings } = await scanRepository({ cwd: `${repo.root}/sub`, source: TREE })
  expect(findings).toMatchObject([{ path: 'a.js', exposure: { level: 'pushed', isAtHead: true } }])
})
