import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gitRepo, temporaryFolder, testRepository } from '../support/git-repo.ts'
import { keywarden, scanned } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

// One clear line on stderr with what to do, exit code 2 or 3, nothing written.

async function refused(cwd: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await keywarden(cwd, args)
  expect(stdout).toBe('')
  const lines = stderr
    .trimEnd()
    .split('\n')
    .filter((line) => !line.includes('SKIP_KEYWARDEN'))
  expect(lines.length, stderr).toBeLessThanOrEqual(2)
  expect(
    lines.every((line) => line.startsWith('keywarden: ')),
    stderr,
  ).toBe(true)
  return { code, says: lines.join('\n') }
}

describe('bad input', () => {
  test('a folder that is no repository', async () => {
    await using folder = await temporaryFolder()
    expect(await refused(folder.path, 'scan', '--staged')).toEqual({
      code: 2,
      says: expect.stringContaining('repository'),
    })
    expect(await refused(folder.path, 'audit')).toEqual({ code: 2, says: expect.stringContaining('repository') })
  })

  test('an unborn HEAD is clean, not a failure', async () => {
    await using repo = await gitRepo()
    expect((await keywarden(repo.root, ['scan', '--staged'])).code).toBe(0)
    expect((await keywarden(repo.root, ['audit'])).code).toBe(0)
  })

  test('a shallow clone without its base', async () => {
    await using repo = await gitRepo({ 'a.txt': 'one\n' })
    const base = await repo.git('rev-parse', 'HEAD')
    await repo.write('a.txt', 'two\n')
    await repo.commit()
    const path = join(repo.root, '..', 'shallow')
    await repo.git('clone', '-q', '--depth=1', `file://${repo.root}`, path)
    const { code, says } = await refused(path, 'scan', '--range', `${base}..HEAD`)
    expect({ code, says }).toEqual({ code: 3, says: expect.stringMatching(/shallow[\s\S]*fetch/) })
    const audit = await keywarden(path, ['audit'])
    expect({ code: audit.code, stdout: audit.stdout }).toEqual({
      code: 3,
      stdout: expect.not.stringContaining('no secrets'),
    })
  })

  test('an unknown revision, and one that would be an option', async () => {
    await using repo = await gitRepo({ 'a.txt': 'one\n' })
    expect(await refused(repo.root, 'scan', '--range', 'nowhere..HEAD')).toEqual({
      code: 2,
      says: expect.stringContaining('nowhere'),
    })
    expect((await refused(repo.root, 'scan', '--range=--output=x..HEAD')).code).toBe(2)
    expect(readdirSync(repo.root).sort()).toEqual(['.git', 'a.txt'])
  })

  test.skipIf(process.getuid?.() === 0)('a file that cannot be read (root reads everything)', async () => {
    await using repo = await gitRepo({ 'a.txt': 'one\n' })
    chmodSync(join(repo.root, 'a.txt'), 0)
    const { code, stdout } = await keywarden(repo.root, ['scan'])
    expect({ code, stdout }).toEqual({ code: 3, stdout: expect.stringContaining('a.txt') })
  })

  test('a missing and a damaged object make the scan incomplete', async () => {
    for (const damage of [null, 'not zlib']) {
      await using repo = await gitRepo({ 'a.txt': 'one\n', 'b.txt': `${mock('github-pat')}\n` })
      const oid = await repo.git('rev-parse', 'HEAD:a.txt')
      const path = `.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`
      chmodSync(join(repo.root, path), 0o644)
      if (damage === null) await repo.remove(path)
      else await repo.write(path, damage)
      const report = await scanned(repo.root, 'audit')
      expect(report.complete).toBe(false)
      expect(report.findings.map(({ path }) => path)).toEqual(['b.txt'])
      expect(report.skipped).toEqual([expect.objectContaining({ path: 'a.txt' })])
    }
  })

  test('a broken settings file and a broken rule file', async () => {
    await using repo = await gitRepo({ 'a.txt': 'one\n', 'keywarden.toml': 'fail-on = "sometimes"\n' })
    expect(await refused(repo.root, 'scan')).toEqual({ code: 2, says: expect.stringContaining('keywarden.toml:1:') })
    await repo.write('keywarden.toml', '[rules]\nfiles = ["mine.toml"]\n')
    expect(await refused(repo.root, 'scan')).toEqual({ code: 2, says: expect.stringContaining('mine.toml') })
    writeFileSync(join(repo.root, 'mine.toml'), '[provider]\nid = "mine"\n')
    expect(await refused(repo.root, 'scan')).toEqual({ code: 2, says: expect.stringMatching(/mine\.toml:\d+:\d+:/) })
  })

  test('a path that is not there, and one flag too many', async () => {
    await using repo = await gitRepo({ 'a.txt': 'one\n' })
    expect(await refused(repo.root, 'scan', 'nothing.txt')).toEqual({
      code: 2,
      says: expect.stringContaining('nothing.txt'),
    })
    expect((await refused(repo.root, 'scan', '--stagged')).says).toContain('--staged')
    expect((await refused(repo.root, 'scan', '--staged', '--range', 'a..b')).code).toBe(2)
  })
})

describe('what a change brings cannot switch the scan off', () => {
  test('HOST-20: settings that come with a range do not count for it', async () => {
    await using repo = await gitRepo({ 'a.txt': 'one\n' })
    await repo.write('keywarden.toml', '[rules]\ndisabled = ["github-pat"]\n')
    await repo.write('a.txt', `${mock('github-pat')}\n`)
    await repo.commit()
    const report = await scanned(repo.root, 'scan', '--range', 'HEAD~1..HEAD')
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['github-pat'])
    expect(report.notices).toEqual([expect.stringContaining('keywarden.toml')])
  })
})

describe('a baseline', () => {
  test('accepts a finding in the index, the tree, a range and the history, and no other', async () => {
    await using repo = await gitRepo({ 'a.txt': 'one\n' })
    await repo.write('a.txt', `${mock('github-pat')}\n`)
    await repo.commit('secret')
    const [finding] = (await scanned(repo.root, 'audit')).findings
    const { code } = await keywarden(repo.root, ['baseline', 'add', finding?.fingerprint ?? '', '--reason', 'revoked'])
    expect(code).toBe(0)
    for (const args of [['audit'], ['scan'], ['scan', '--range', 'HEAD~1..HEAD']]) {
      const report = await scanned(repo.root, ...args)
      expect({ args, findings: report.findings.length }).toEqual({ args, findings: 0 })
      expect(report.suppressed).toEqual([expect.objectContaining({ kind: 'baseline', reason: 'revoked' })])
    }
    await repo.write('a.txt', `${mock('github-pat', 'another')}\n`)
    expect((await scanned(repo.root, 'scan')).findings).toHaveLength(1)
  })

  test('that has lost its finding is told', async () => {
    await using repo = await gitRepo({ 'a.txt': `${mock('github-pat')}\n` })
    const { code } = await keywarden(repo.root, ['baseline', 'create', '--reason', 'revoked'])
    expect(code).toBe(0)
    await repo.write('a.txt', 'gone\n')
    expect((await scanned(repo.root, 'scan')).notices).toEqual([expect.stringContaining('accepts nothing')])
  })
})

describe('clones of all kinds', () => {
  test('a bare clone is audited', async () => {
    await using repo = await gitRepo({ 'a.txt': `${mock('github-pat')}\n` })
    const path = join(repo.root, '..', 'bare.git')
    await repo.git('clone', '-q', '--bare', repo.root, path)
    expect((await scanned(testRepository(path).root, 'audit')).findings).toHaveLength(1)
  })

  test('a stash, its untracked files and an amended commit are part of the history', async () => {
    await using repo = await gitRepo({ 'a.txt': 'one\n' })
    await repo.write('a.txt', `${mock('github-pat', '1')}\n`)
    await repo.write('new.txt', `${mock('github-pat', '2')}\n`)
    await repo.git('stash', '--include-untracked', '--quiet')
    await repo.write('b.txt', `${mock('github-pat', '3')}\n`)
    await repo.commit('to be amended')
    await repo.write('b.txt', 'clean\n')
    await repo.stageAll()
    await repo.git('commit', '--amend', '--quiet', '--no-edit')
    const paths = (await scanned(repo.root, 'audit')).findings.map(({ path }) => path)
    expect(paths.sort()).toEqual(['a.txt', 'b.txt', 'new.txt'])
  })
})
