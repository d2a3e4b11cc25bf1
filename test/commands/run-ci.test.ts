import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { runCi } from '../../src/commands/run-ci.ts'
import { DEFAULT_SETTINGS } from '../../src/config/default-settings.ts'
import { mergeConfig } from '../../src/config/merge-config.ts'
import { gitRepo, type TestRepository, testRepository } from '../support/git-repo.ts'
import { mock } from '../support/mock.ts'

const ZEROS = '0'.repeat(40)

async function ci(repo: Pick<TestRepository, 'root' | 'env'>, env: Record<string, string>, range = '') {
  const source = { kind: 'range', range } as const
  const { root } = repo
  const config = mergeConfig(DEFAULT_SETTINGS, { cwd: root, root, source, origin: { kind: 'defaults' }, overrides: {} })
  const stdin = Readable.from([])
  const world = { now: () => 0, today: '2026-11-22', signal: null, onProgress: () => {}, stdin }
  const { report } = await runCi(config, { ...world, env: { ...repo.env, ...env } })
  return { paths: report.findings.map(({ path }) => path), report }
}

function event(repo: TestRepository, content: unknown): Record<string, string> {
  const file = join(repo.root, '../event.json')
  writeFileSync(file, JSON.stringify(content))
  return { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: file }
}

/** `main` with one secret, pushed; `topic` with one secret in each of two commits. */
async function topic(): Promise<TestRepository> {
  const repo = await gitRepo({ 'main.js': leak('main') })
  await repo.git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  await repo.git('checkout', '--quiet', '-b', 'topic')
  for (const name of ['one', 'two']) {
    await repo.write(`${name}.js`, leak(name))
    await repo.commit(name)
  }
  return repo
}

function leak(seed: string): string {
  return `const token = '${mock('github-pat', seed)}'\n`
}

describe('keywarden ci scans', () => {
  test('what a pull request brings, whatever else is there', async () => {
    await using repo = await topic()
    const [base, head] = [await repo.git('rev-parse', 'main'), await repo.git('rev-parse', 'topic')]
    const { paths, report } = await ci(
      repo,
      event(repo, { pull_request: { base: { sha: base }, head: { sha: head } } }),
    )
    expect(paths).toEqual(['one.js', 'two.js'])
    expect(report.subject).toEqual({ mode: 'range', detail: `${base}..${head}` })
    expect(report.notices).toEqual(['scanned: the pull request (GitHub Actions)'])
  })

  test('what a push brings; a new branch from where it leaves the default branch', async () => {
    await using repo = await topic()
    const after = await repo.git('rev-parse', 'HEAD')
    const pushed = event(repo, { before: await repo.git('rev-parse', 'HEAD~1'), after })
    expect((await ci(repo, pushed)).paths).toEqual(['two.js'])
    const fresh = event(repo, { before: ZEROS, after, repository: { default_branch: 'main' } })
    expect((await ci(repo, fresh)).paths).toEqual(['one.js', 'two.js'])
  })

  test('all of a default branch that is new', async () => {
    await using repo = await topic()
    await repo.git('update-ref', 'refs/remotes/origin/main', 'HEAD')
    const after = await repo.git('rev-parse', 'HEAD')
    const fresh = event(repo, { before: ZEROS, after, repository: { default_branch: 'main' } })
    expect((await ci(repo, fresh)).paths).toEqual(['main.js', 'one.js', 'two.js'])
  })

  test('nothing where a branch was deleted', async () => {
    await using repo = await topic()
    expect((await ci(repo, event(repo, { before: ZEROS, after: ZEROS }))).report.summary.commits).toBe(0)
  })

  test('what the default branch lacks after a push that rewrote the branch, and tells so', async () => {
    await using repo = await topic()
    const after = await repo.git('rev-parse', 'HEAD')
    const { paths, report } = await ci(repo, event(repo, { before: '1'.repeat(40), after }))
    expect(paths).toEqual(['one.js', 'two.js'])
    expect(report.notices[0]).toMatch(/^the push starts from 1+, which is not in this clone/)
  })

  test('the range that the user names, before all else', async () => {
    await using repo = await topic()
    const events = event(repo, { before: await repo.git('rev-parse', 'main'), after: 'HEAD' })
    expect((await ci(repo, events, 'HEAD~1..HEAD')).paths).toEqual(['two.js'])
  })

  test('only the last commit where nothing is known, with a warning', async () => {
    await using repo = await topic()
    await repo.git('update-ref', '-d', 'refs/remotes/origin/main')
    const { paths, report } = await ci(repo, {})
    expect(paths).toEqual(['two.js'])
    expect(report.notices).toEqual([expect.stringContaining('only the last commit')])
  })

  test('GIT-28/29: a clone without the base is an error that says what to change', async () => {
    await using repo = await topic()
    const [base, head] = [await repo.git('rev-parse', 'main'), await repo.git('rev-parse', 'topic')]
    await repo.git('clone', '--quiet', '--depth', '1', `file://${repo.root}`, '../shallow')
    const shallow = testRepository(`${repo.root}/../shallow`)
    const request = event(repo, { pull_request: { base: { sha: base }, head: { sha: head } } })
    await expect(ci(shallow, request)).rejects.toMatchObject({
      code: 'SHALLOW_CLONE',
      message: expect.stringContaining('the commit that the pull request starts from'),
      hint: expect.stringContaining('fetch-depth: 0'),
    })
    await expect(ci(shallow, {})).rejects.toMatchObject({ code: 'SHALLOW_CLONE' })
  })

  test('an event file that cannot be read is no reason to scan less', async () => {
    await using repo = await topic()
    await expect(ci(repo, { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: '/none' })).rejects.toMatchObject({
      code: 'UNREADABLE',
    })
  })
})
