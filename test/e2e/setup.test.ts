import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Files, type TestRepository, temporaryFolder, testRepository } from '../support/git-repo.ts'
import { installCommand, installedRepo, installHusky, snapshot } from '../support/installed-repo.ts'
import { keywarden } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

const LEAK = `const token = '${mock('github-pat', 'setup')}'\n`
const ENV = 'DB_HOST=localhost\n# OLD_KEY=was-here\nAPI_KEY="some value"\nAPI_KEY=again\n'
const HUSKY_PACKAGE = '{\n  "scripts": { "prepare": "husky" },\n  "devDependencies": { "husky": "^9.1.7" }\n}\n'

async function init(repo: TestRepository, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await keywarden(repo.root, ['init', '--yes', ...args])
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}

/** What git says and its exit code; hooks run. */
async function attempt(repo: TestRepository, ...args: string[]): Promise<{ failed: boolean; says: string }> {
  try {
    return { failed: false, says: await repo.git(...args) }
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    return { failed: true, says: stdout + stderr }
  }
}

async function expectBlocked(repo: TestRepository, ...args: string[]): Promise<void> {
  const { failed, says } = await attempt(repo, ...args)
  expect([failed, says]).toEqual([true, expect.stringContaining('[github-pat]')])
}

const text = (repo: TestRepository, path: string) => readFileSync(join(repo.root, path), 'utf8')

/** Kinds of repositories that init meets. */
const KINDS: Readonly<Record<string, { files: Files; prepare?: (repo: TestRepository) => Promise<void> }>> = {
  'without anything': { files: {} },
  'with plain hooks and files without a line feed at their end': {
    files: { '.gitignore': 'node_modules/\n*.log', '.gitlab-ci.yml': 'test:\n  script: [make]' },
    prepare: async (repo) => {
      await repo.write('.git/hooks/pre-commit', '#!/bin/sh\necho ours\nexit 0')
      await repo.write('.git/hooks/pre-push', '#!/bin/bash\ncat >pushed\n')
      for (const hook of ['pre-commit', 'pre-push']) chmodSync(join(repo.root, '.git/hooks', hook), 0o755)
    },
  },
  'with husky': {
    files: { 'package.json': HUSKY_PACKAGE, '.husky/pre-commit': 'echo ours\n' },
    prepare: installHusky,
  },
  'with a folder of hooks that git is told of': {
    files: { '.githooks/readme': 'hooks\n' },
    prepare: async (repo) => void (await repo.git('config', 'core.hooksPath', '.githooks')),
  },
  'with lefthook': { files: { 'lefthook.yml': 'pre-commit:\n  commands:\n    a: # ours\n      run: "b"\n' } },
  'with pre-commit': { files: { '.pre-commit-config.yaml': 'repos:\n- repo: local\n  hooks: []\n' } },
  'with simple-git-hooks': { files: { 'package.json': '{ "simple-git-hooks": { "pre-commit": "a" } }\n' } },
  'of Windows, with CRLF': {
    files: { '.gitignore': 'node_modules/\r\n', 'lefthook.yml': 'pre-push:\r\n  jobs:\r\n    - run: a\r\n' },
  },
}

describe.each(Object.entries(KINDS))('a repository %s', (_, { files, prepare }) => {
  test('is set up once, and uninstall gives every byte back', async () => {
    await using repo = await installedRepo(files)
    await repo.write('.env', ENV)
    await prepare?.(repo)
    await repo.git('remote', 'add', 'origin', 'https://github.com/acme/app.git')
    const before = snapshot(repo.root)
    const planned = await keywarden(repo.root, ['init', '--dry-run'])
    expect(planned.stdout).toContain('would ')
    expect(snapshot(repo.root)).toEqual(before)
    const told = await init(repo)
    const once = snapshot(repo.root)
    expect(Object.keys(once).length).toBeGreaterThan(Object.keys(before).length)
    for (const path of Object.keys(before)) expect(once).toHaveProperty([path])
    expect(told.match(/^created /gm)).toHaveLength(Object.keys(once).length - Object.keys(before).length)
    expect(await init(repo)).toContain('nothing to change')
    expect(snapshot(repo.root)).toEqual(once)
    expect(await keywarden(repo.root, ['uninstall'])).toMatchObject({ code: 0, stderr: '' })
    expect(snapshot(repo.root)).toEqual(before)
    expect((await keywarden(repo.root, ['uninstall'])).stdout).toContain('nothing to change')
  })
})

describe('after init', () => {
  test('plain hooks block a commit, a merge that makes a secret whole, and a push', async () => {
    await using repo = await installedRepo({ a: 'a\n' })
    await init(repo)
    await repo.write('leak.js', LEAK)
    await repo.stage('leak.js')
    await expectBlocked(repo, 'commit', '--message', 'leak')
    await repo.git('commit', '--quiet', '--no-verify', '--message', 'leak')
    await repo.git('init', '--quiet', '--bare', '../remote')
    await repo.git('remote', 'add', 'origin', '../remote')
    await expectBlocked(repo, 'push', 'origin', 'main')
    expect(await attempt(repo, 'push', '--quiet', 'origin', 'HEAD~1:refs/heads/main')).toMatchObject({ failed: false })
    await expectBlocked(repo, 'push', 'origin', 'HEAD:refs/heads/other')
    expect(await attempt(repo, 'push', '--quiet', 'origin', ':refs/heads/main')).toMatchObject({ failed: false })
  })

  test('husky blocks, runs what was there, and the hooks are files of the repository', async () => {
    await using repo = await installedRepo({ 'package.json': HUSKY_PACKAGE, '.husky/pre-commit': 'echo ours >ran\n' })
    await installHusky(repo)
    await init(repo)
    expect(await repo.git('status', '--short', '.husky')).toBe(
      ' M .husky/pre-commit\n?? .husky/pre-merge-commit\n?? .husky/pre-push',
    )
    await repo.write('leak.js', LEAK)
    await repo.stage('leak.js')
    await expectBlocked(repo, 'commit', '--message', 'leak')
    expect(existsSync(join(repo.root, 'ran'))).toBe(false)
    await repo.write('leak.js', '// clean\n')
    await repo.stage('leak.js')
    expect(await attempt(repo, 'commit', '--quiet', '--message', 'clean')).toMatchObject({ failed: false })
    expect(existsSync(join(repo.root, 'ran'))).toBe(true)
  })

  test('GIT-22: hooks of a linked work tree, which has no packages of its own, block as well', async () => {
    await using repo = await installedRepo({ a: 'a\n' })
    await init(repo)
    await repo.git('worktree', 'add', '--quiet', '../linked')
    const linked = testRepository(join(repo.root, '../linked'))
    await linked.write('leak.js', LEAK)
    await linked.stage('leak.js')
    await expectBlocked(linked, 'commit', '--message', 'leak')
    await linked.git('commit', '--quiet', '--no-verify', '--message', 'leak')
  })

  test('init from a linked work tree sets up the hooks that all share', async () => {
    await using repo = await installedRepo({ a: 'a\n' })
    await repo.git('worktree', 'add', '--quiet', '../linked')
    const linked = testRepository(join(repo.root, '../linked'))
    installCommand(linked.root)
    await init(linked, '--skip', 'config', '--skip', 'ci', '--skip', 'ignore')
    await repo.write('leak.js', LEAK)
    await repo.stage('leak.js')
    await expectBlocked(repo, 'commit', '--message', 'leak')
  })

  test('in a monorepo the hooks call the package that has the command', async () => {
    await using repo = await installedRepo({ 'packages/app/a': 'a\n' })
    await repo.remove('node_modules')
    installCommand(join(repo.root, 'packages/app'))
    await keywarden(join(repo.root, 'packages/app'), ['init', '--yes'])
    await repo.write('leak.js', LEAK)
    await repo.stage('leak.js')
    await expectBlocked(repo, 'commit', '--message', 'leak')
  })
})

describe('what init writes', () => {
  test('are the keys of .env and none of its values or comments, ignore rules that git heeds, settings that are valid', async () => {
    await using repo = await installedRepo()
    await repo.write('.env', ENV)
    await init(repo)
    expect(text(repo, '.env.example').replace(/^#.*\n/gm, '')).toBe('DB_HOST=\nAPI_KEY=\n')
    expect(text(repo, '.env.example')).not.toMatch(/some value|localhost|OLD_KEY/)
    expect(await repo.git('status', '--short', '--ignored')).toContain('!! .env\n')
    expect(await repo.git('status', '--short')).toContain('?? .env.example')
    // API_KEY stands twice in this .env, which is a breach of its own
    expect(await keywarden(repo.root, ['scan', '--quiet', '--fail-on', 'medium'])).toMatchObject({
      code: 0,
      stderr: '',
    })
    expect(statSync(join(repo.root, '.git/hooks/pre-commit')).mode & 0o111).toBe(0o111)
  })

  test('can be left out in part', async () => {
    await using repo = await installedRepo()
    const before = snapshot(repo.root)
    await init(repo, '--skip', 'hooks', '--skip', 'ci', '--skip', 'ignore', '--skip', 'example')
    expect(Object.keys(snapshot(repo.root)).filter((path) => !Object.hasOwn(before, path))).toEqual(['keywarden.toml'])
  })

  test('is a baseline where it is wanted, and uninstall leaves it', async () => {
    await using repo = await installedRepo({ 'old.js': LEAK })
    await init(repo, '--with-baseline')
    expect(text(repo, '.keywarden-baseline.jsonl')).toContain('github-pat')
    expect((await keywarden(repo.root, ['scan'])).code).toBe(0)
    await keywarden(repo.root, ['uninstall'])
    expect(existsSync(join(repo.root, '.keywarden-baseline.jsonl'))).toBe(true)
  })

  test('is told before somebody is asked; nobody there, nothing written', async () => {
    await using repo = await installedRepo()
    const before = snapshot(repo.root)
    expect(await keywarden(repo.root, ['init'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') })
    expect(snapshot(repo.root)).toEqual(before)
  })
})

describe('what is not ours is left alone, and told', () => {
  test('a hook that is a link, one that git passes over, one that is no shell script', async () => {
    await using repo = await installedRepo({ 'scripts/hook.sh': '#!/bin/sh\n' })
    symlinkSync('../../scripts/hook.sh', join(repo.root, '.git/hooks/pre-commit'))
    writeFileSync(join(repo.root, '.git/hooks/pre-push'), '#!/bin/sh\n', { mode: 0o644 })
    writeFileSync(join(repo.root, '.git/hooks/pre-merge-commit'), '#!/usr/bin/perl\n', { mode: 0o755 })
    const before = snapshot(repo.root)
    const told = await init(repo, '--skip', 'config', '--skip', 'ignore', '--skip', 'ci')
    expect(snapshot(repo.root)).toEqual(before)
    for (const why of [
      'pre-commit is left as it is: it is a link',
      'pre-push is left as it is: git passes over it',
      'pre-merge-commit is left as it is: it is no shell',
    ]) {
      expect(told).toContain(why)
    }
  })

  test('GIT-91: hooks that all repositories of the machine share', async () => {
    await using repo = await installedRepo()
    await using machine = await temporaryFolder()
    const file = join(machine.path, 'gitconfig')
    writeFileSync(file, `[core]\n\thooksPath = ${machine.path}/hooks\n`)
    const { stdout } = await keywarden(repo.root, ['init', '--yes'], { env: { GIT_CONFIG_GLOBAL: file } })
    expect(stdout).toContain(`hooks come from ${machine.path}/hooks, which serves all repositories of this machine`)
    expect(existsSync(join(machine.path, 'hooks'))).toBe(false)
    expect(existsSync(join(repo.root, '.git/hooks/pre-commit'))).toBe(false)
  })

  test('a file that init wrote and somebody has changed stays', async () => {
    await using repo = await installedRepo()
    await init(repo)
    await repo.append('keywarden.toml', 'fail-on = "high"\n')
    const { stdout } = await keywarden(repo.root, ['uninstall'])
    expect(stdout).toContain('keywarden.toml stays: it was changed since init wrote it')
    expect(existsSync(join(repo.root, 'keywarden.toml'))).toBe(true)
  })

  test('a tracked .env is told', async () => {
    await using repo = await installedRepo({ '.env': 'A=b\n' })
    expect(await init(repo)).toContain('.env is tracked: git rm --cached .env')
  })
})

describe('the CI step', () => {
  test.each([
    ['package-lock.json', ['npm ci', 'node_modules/.bin/keywarden ci']],
    ['pnpm-lock.yaml', ['corepack enable', 'pnpm install --frozen-lockfile', 'node_modules/.bin/keywarden ci']],
    ['yarn.lock', ['corepack enable', 'yarn install --frozen-lockfile', 'node_modules/.bin/keywarden ci']],
    ['readme', [expect.stringMatching(/^npx --yes keywarden@\d+\.\d+\.\d+ ci$/)]],
  ])('installs by the lock file: %s', async (lock, runs) => {
    await using repo = await installedRepo({ [lock]: '{}\n', '.github/workflows/test.yml': 'name: test\n' })
    await init(repo, '--skip', 'hooks', '--skip', 'config')
    const workflow = parse(text(repo, '.github/workflows/keywarden.yml'))
    const { steps } = workflow.jobs.keywarden
    expect(steps.map(({ run }: { run?: string }) => run).filter(Boolean)).toEqual(runs)
    expect(steps[0].with['fetch-depth']).toBe(0)
  })

  test.each([
    ['azure-pipelines.yml', 'Azure Pipelines: add a step'],
    ['bitbucket-pipelines.yml', 'Bitbucket Pipelines: add a step'],
    ['.circleci/config.yml', 'CircleCI: add a step'],
    ['Jenkinsfile', 'Jenkins: add a step'],
  ])('of %s is told', async (file, told) => {
    await using repo = await installedRepo({ [file]: 'a: b\n' })
    expect(await init(repo, '--skip', 'hooks', '--skip', 'config')).toContain(told)
    await repo.write(file, 'run: npx keywarden ci\n')
    expect(await init(repo, '--skip', 'hooks', '--skip', 'config')).not.toContain(told)
  })

  test("is not written where a workflow of one's own runs keywarden", async () => {
    await using repo = await installedRepo({ '.github/workflows/own.yml': 'run: npx keywarden ci\n' })
    await init(repo)
    expect(existsSync(join(repo.root, '.github/workflows/keywarden.yml'))).toBe(false)
  })
})
