import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type TestRepository, temporaryFolder } from '../support/git-repo.ts'
import { installedRepo, installHusky, snapshot } from '../support/installed-repo.ts'
import { keywarden, PROGRAM } from '../support/keywarden.ts'

interface Check {
  readonly id: string
  readonly verdict: 'ok' | 'warn' | 'bad'
  readonly says: string
}

async function doctor(repo: TestRepository, env: NodeJS.ProcessEnv = {}) {
  await using temporary = await temporaryFolder()
  const { code, stdout, stderr } = await keywarden(repo.root, ['doctor', '--format', 'json'], {
    env: { ...env, TMPDIR: temporary.path },
  })
  const left = readdirSync(temporary.path)
  if (stdout === '') throw new Error(`no answer: ${stderr}`)
  const { checks, passed } = JSON.parse(stdout) as { checks: readonly Check[]; passed: boolean }
  const verdicts = Object.fromEntries(checks.map(({ id, verdict }) => [id, verdict]))
  return { code, passed, verdicts, checks, left }
}

async function ready(files: Record<string, string> = {}): Promise<TestRepository> {
  const repo = await installedRepo({ 'a.js': '// a\n', ...files })
  await keywarden(repo.root, ['init', '--yes', '--skip', 'example'])
  return repo
}

const hook = (repo: TestRepository, name: string, text: string) => {
  writeFileSync(join(repo.root, '.git/hooks', name), text)
  chmodSync(join(repo.root, '.git/hooks', name), 0o755)
}

const HOOKS_OK = {
  'hook-pre-commit': 'ok',
  'hook-pre-merge-commit': 'ok',
  'hook-pre-push': 'ok',
  'hook-bare-path': 'ok',
}

describe('doctor', () => {
  test('GIT-91, OPS-18: proves that hooks block, and leaves nothing behind', async () => {
    await using repo = await ready()
    await repo.append('a.js', '// not staged\n')
    await repo.write('b.js', '// staged\n')
    await repo.stage('b.js')
    const before = snapshot(repo.root)
    const { code, passed, verdicts, left } = await doctor(repo)
    expect(verdicts).toMatchObject({ ...HOOKS_OK, node: 'ok', git: 'ok', clone: 'ok', 'env-tracked': 'ok' })
    expect([code, passed, left]).toEqual([0, true, []])
    expect(snapshot(repo.root)).toEqual(before)
    expect(await repo.git('worktree', 'list', '--porcelain')).toMatch(
      /^worktree [^\n]*\nHEAD [^\n]*\nbranch refs\/heads\/main\n*$/,
    )
  })

  test('proves it with husky, whose folder a new work tree does not have', async () => {
    await using repo = await installedRepo({ 'package.json': '{"devDependencies":{"husky":"9"}}\n' })
    await installHusky(repo)
    await keywarden(repo.root, ['init', '--yes'])
    expect((await doctor(repo)).verdicts).toMatchObject({ ...HOOKS_OK, 'hooks-folder': 'ok' })
  })

  test('proves it in a repository without a commit', async () => {
    await using repo = await installedRepo()
    await repo.git('update-ref', '-d', 'HEAD')
    await keywarden(repo.root, ['init', '--yes'])
    expect((await doctor(repo)).verdicts).toMatchObject(HOOKS_OK)
    expect(await repo.git('for-each-ref')).toBe('')
  })

  test('GIT-31: proves it in a SHA-256 repository', async () => {
    await using repo = await installedRepo({}, ['--object-format=sha256'])
    await keywarden(repo.root, ['init', '--yes'])
    expect((await doctor(repo)).verdicts).toMatchObject(HOOKS_OK)
  })

  test('tells hooks that let through, and that nothing is set up', async () => {
    await using repo = await installedRepo()
    const { code, verdicts, left } = await doctor(repo)
    expect(code).toBe(1)
    expect(verdicts).toMatchObject({
      'hook-pre-commit': 'bad',
      'hook-pre-merge-commit': 'bad',
      'hook-pre-push': 'bad',
      ci: 'warn',
    })
    expect(left).toEqual([])
  })

  test('tells one hook of three that lets through', async () => {
    await using repo = await ready()
    hook(repo, 'pre-push', '#!/bin/sh\nexit 0\n')
    expect((await doctor(repo)).verdicts).toMatchObject({ ...HOOKS_OK, 'hook-pre-push': 'bad' })
  })

  test('tells a hook that stops for another reason', async () => {
    await using repo = await ready()
    hook(repo, 'pre-commit', '#!/bin/sh\necho no tests today\nexit 1\n')
    const { verdicts, checks } = await doctor(repo)
    expect(verdicts).toMatchObject({ 'hook-pre-commit': 'warn', 'hook-pre-push': 'ok' })
    expect(checks.find(({ id }) => id === 'hook-pre-commit')?.says).toContain('no tests today')
  })

  test('tells hooks that core.hooksPath shadows', async () => {
    await using repo = await ready()
    mkdirSync(join(repo.root, 'elsewhere'))
    await repo.git('config', 'core.hooksPath', 'elsewhere')
    const { code, verdicts, checks } = await doctor(repo)
    expect(code).toBe(1)
    expect(verdicts).toMatchObject({ 'hooks-shadowed': 'bad', 'hook-pre-commit': 'bad' })
    expect(checks.filter(({ id }) => id === 'hooks-shadowed').map(({ says }) => says)).toContain(
      '.git/hooks/pre-commit has keywarden in it, and git does not look there',
    )
  })

  test('tells that husky is skipped', async () => {
    await using repo = await installedRepo({ 'package.json': '{"devDependencies":{"husky":"9"}}\n' })
    await installHusky(repo)
    await keywarden(repo.root, ['init', '--yes'])
    expect((await doctor(repo, { HUSKY: '0' })).verdicts).toMatchObject({ 'hook-pre-commit': 'bad' })
  })

  test('tells no version of hooks, which may be gone while the package stays', async () => {
    await using repo = await ready()
    const before = (await doctor(repo)).checks.find(({ id }) => id === 'install')?.says
    expect(before).toMatch(/this command \S+, this repository \S+/)
    await keywarden(repo.root, ['uninstall'])
    const after = await doctor(repo)
    expect(after.verdicts).toMatchObject({ 'hook-pre-commit': 'bad', install: 'ok' })
    expect(after.checks.find(({ id }) => id === 'install')?.says).not.toContain('hooks')
  })

  test('tells a tracked .env, a shallow clone, versions that differ', async () => {
    await using repo = await ready({ '.env': 'A=b\n' })
    await repo.write('.github/workflows/own.yml', 'run: npx keywarden@0.0.1 ci\n')
    writeFileSync(join(repo.root, '.git/shallow'), `${await repo.git('rev-parse', 'HEAD')}\n`)
    const { code, verdicts, checks } = await doctor(repo)
    expect(code).toBe(1)
    expect(verdicts).toMatchObject({ 'env-tracked': 'bad', clone: 'warn', install: 'warn', ci: 'ok' })
    expect(checks.find(({ id }) => id === 'install')?.says).toContain('CI 0.0.1')
  })

  test('tells where every rule that it tries is switched off, and tries others where some are', async () => {
    await using repo = await ready()
    await repo.write('keywarden.toml', '[rules]\ndisabled = ["github-pat", "private-key-pem"]\n')
    expect((await doctor(repo)).verdicts).toMatchObject(HOOKS_OK)
  })

  test('OPS-11: killed half way it has touched nothing, and the next one tidies up', async () => {
    await using repo = await ready()
    await using temporary = await temporaryFolder()
    const before = snapshot(repo.root)
    hook(repo, 'pre-commit', '#!/bin/sh\nexec sleep 20\n')
    const env = { ...repo.env, TMPDIR: temporary.path }
    const child = spawn(process.execPath, [PROGRAM, 'doctor'], { cwd: repo.root, env, stdio: 'ignore' })
    while (!(await repo.git('worktree', 'list')).includes('keywarden-doctor-')) await sleep(20)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    const { '.git/hooks/pre-commit': _, ...others } = snapshot(repo.root)
    expect(before).toMatchObject(others)
    hook(repo, 'pre-commit', '#!/bin/sh\nexit 0\n')
    await doctor(repo)
    expect(await repo.git('worktree', 'list')).not.toContain('keywarden-doctor-')
    expect(readdirSync(temporary.path).filter((name) => name.startsWith('keywarden-doctor-'))).toEqual([])
  })

  test('in words', async () => {
    await using repo = await ready()
    const { stdout } = await keywarden(repo.root, ['doctor'])
    expect(stdout).toContain('ok    pre-commit blocks a commit with a secret\n')
    expect(stdout).toMatch(/\nthe hooks block: \d+ checks, 0 bad, \d+ to look at\n$/)
  })
})
