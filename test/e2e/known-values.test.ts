import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gitRepo, type TestRepository } from '../support/git-repo.ts'
import { keywarden, PROGRAM, type Run } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

// What is held in .env and nowhere said to be public must not go into a commit, however it is written there.

const password = `${randomBytes(12).toString('base64url')}!9`
const token = randomBytes(24).toString('hex')
const env = [
  `DATABASE_URL=postgres://app:${encodeURIComponent(password)}@db.internal:5432/app`,
  `SESSION_SECRET=${token}`,
  'PORT=3000',
  'DEBUG=true',
  'DB_HOST=localhost',
  'DB_USER=postgres',
  'POSTGRES_PASSWORD=postgres',
  'API_URL=https://api.example.com/v1/things',
  '',
].join('\n')

async function repoWithEnv(text = env): Promise<TestRepository> {
  const repo = await gitRepo({ 'a.txt': 'one\n', '.gitignore': '.env\n' })
  await repo.write('.env', text)
  return repo
}

/** No output may hold a value, not in any half of it either. */
function expectSilence({ stdout, stderr }: Run): void {
  for (const secret of [password, encodeURIComponent(password), token, Buffer.from(token).toString('base64')]) {
    expect(stdout + stderr).not.toContain(secret.slice(0, 12))
    expect(stdout + stderr).not.toContain(secret.slice(-12))
  }
}

async function scanStaged(repo: TestRepository, ...args: string[]): Promise<Run> {
  await repo.stageAll()
  const run = await keywarden(repo.root, ['scan', '--staged', ...args])
  expectSilence(run)
  return run
}

describe('scan --staged, where there is a .env', () => {
  test.each([
    ['plain', token, 'SESSION_SECRET, from .env'],
    ['base64', Buffer.from(`x=${token}`).toString('base64'), 'SESSION_SECRET, base64, from .env'],
    ['hex', Buffer.from(token).toString('hex'), 'SESSION_SECRET, hex, from .env'],
    ['the password alone', password, 'password of DATABASE_URL, from .env'],
    [
      'the password in base64 over two lines',
      Buffer.from(`admin:${password}`)
        .toString('base64')
        .replace(/^.{12}/, '$&\n    '),
      'password of DATABASE_URL, base64, over several lines, from .env',
    ],
    [
      'the password in another connection string',
      `Server=db;Uid=app;Pwd=${password};`,
      'password of DATABASE_URL, from .env',
    ],
  ])('blocks %s and names key and form', async (_, written, told) => {
    await using repo = await repoWithEnv()
    await repo.write('src/db.ts', `// settings\nconst value = "${written}"\n`)
    const { code, stdout } = await scanStaged(repo)
    expect(stdout).toContain(told)
    expect(stdout).toContain('src/db.ts:2')
    expect(code).toBe(1)
  })

  test('blocks UTF-16', async () => {
    await using repo = await repoWithEnv()
    await repo.write('notes.txt', Buffer.from(`\ufeffvalue ${token}\n`, 'utf16le'))
    expect((await scanStaged(repo)).stdout).toContain('SESSION_SECRET')
  })

  test('blocks the commit through a hook', async () => {
    await using repo = await repoWithEnv()
    await repo.write('.env.example', 'DATABASE_URL=\nSESSION_SECRET=\n')
    const hooks = join(repo.root, '.git', 'test-hooks')
    mkdirSync(hooks)
    writeFileSync(join(hooks, 'pre-commit'), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" scan --staged\n`)
    chmodSync(join(hooks, 'pre-commit'), 0o755)
    await repo.git('config', 'core.hooksPath', hooks)
    await repo.write('src/db.ts', `export const url = 'postgres://app:${encodeURIComponent(password)}@db.internal/x'\n`)
    await repo.stageAll()
    await expect(repo.git('commit', '-qm', 'x')).rejects.toThrow(
      /password of DATABASE_URL, from \.env \[known-value\]\n\s+at src\/db\.ts:1:36/,
    )
    await repo.write('src/db.ts', 'export const url = process.env.DATABASE_URL\n')
    await repo.stageAll()
    await repo.git('commit', '-qm', 'clean')
    expect(await repo.git('log', '-1', '--format=%s')).toBe('clean')
  })

  test('lets pass what many files hold', async () => {
    await using repo = await repoWithEnv()
    await repo.write('docker-compose.yml', 'ports: [3000]\nPOSTGRES_PASSWORD: postgres\nhost: localhost\ndebug: true\n')
    await repo.write('src/api.ts', "fetch('https://api.example.com/v1/things')\n")
    const { stdout } = await scanStaged(repo)
    expect(stdout).not.toContain('known-value')
  })

  test('lets pass what was there before, and what a template shows', async () => {
    await using repo = await repoWithEnv()
    await repo.write('old.ts', `const a = '${token}'\n`)
    await repo.commit('old')
    await repo.append('old.ts', 'const b = 1\n')
    expect((await scanStaged(repo)).stdout).not.toContain('known-value')
    await repo.write('.env.example', `SESSION_SECRET=${token}\n`)
    await repo.commit('template')
    await repo.write('new.ts', `const a = '${token}'\n`)
    expect((await scanStaged(repo)).stdout).not.toContain('known-value')
  })

  test('lets pass what .env calls public, on the line or above it', async () => {
    await using repo = await repoWithEnv(
      `A_SECRET=${token} # keywarden: public\n# keywarden: public, as the client has it\nB_SECRET=${password}\n`,
    )
    await repo.write('new.ts', `const a = '${token}', b = '${password}'\n`)
    expect((await scanStaged(repo)).stdout).not.toContain('known-value')
  })

  test('says --no-known and seeks nothing', async () => {
    await using repo = await repoWithEnv()
    await repo.write('new.ts', `const a = '${token}'\n`)
    expect((await scanStaged(repo, '--no-known')).stdout).not.toContain('known-value')
  })

  test('finds the .env of a package of a monorepo', async () => {
    await using repo = await gitRepo({ 'a.txt': 'one\n', '.gitignore': '.env\n' })
    await repo.write('apps/web/.env', `API_TOKEN=${token}\n`)
    await repo.write('apps/api/src/a.ts', `const a = '${token}'\n`)
    expect((await scanStaged(repo)).stdout).toContain('API_TOKEN, from apps/web/.env')
  })

  test('makes one finding of a value that a rule finds as well, and accepts it where the baseline does', async () => {
    const pat = mock('github-pat')
    await using repo = await gitRepo({ 'a.ts': `const t = '${pat}'\n`, '.gitignore': '.env\n' })
    await keywarden(repo.root, ['baseline', 'create', '--reason', 'revoked', '--owner', 'sam'])
    await repo.git('add', '-A')
    await repo.commit('baseline')
    await repo.write('.env', `GH=${pat}\n`)
    const { stdout } = await keywarden(repo.root, ['scan', '--known', '--format', 'json'])
    const { findings, suppressed } = JSON.parse(stdout)
    expect(findings).toEqual([])
    expect(suppressed).toMatchObject([{ kind: 'baseline', finding: { ruleId: 'known-value' } }])
    await repo.write('b.ts', `const t = '${pat}'\n`)
    const again = JSON.parse((await keywarden(repo.root, ['scan', '--known', '--format', 'json'])).stdout)
    expect(again.findings).toMatchObject([
      { ruleId: 'known-value', path: 'b.ts', severity: 'critical', confidence: 'certain', provider: 'keywarden' },
    ])
    expect(again.findings[0].reasons.join()).toContain('github-pat')
  })
})

describe('elsewhere', () => {
  test('scan dist --known finds it in build output that git ignores, and without --known does not', async () => {
    await using repo = await repoWithEnv()
    await repo.write('.gitignore', '.env\ndist\n')
    await repo.write('dist/app.js', `!function(){var a="${token}"}()`)
    const run = await keywarden(repo.root, ['scan', 'dist', '--known'])
    expectSilence(run)
    expect(run.stdout).toContain('SESSION_SECRET, from .env')
    expect((await keywarden(repo.root, ['scan', 'dist', '--no-known'])).stdout).not.toContain('known-value')
  })

  test('audit --known finds it in history', async () => {
    await using repo = await repoWithEnv()
    await repo.write('old.ts', `const a = '${token}'\n`)
    await repo.commit('leak')
    await repo.remove('old.ts')
    await repo.commit('gone')
    const run = await keywarden(repo.root, ['audit', '--known'])
    expectSilence(run)
    expect(run.stdout).toContain('SESSION_SECRET, from .env')
  })

  test('--known-env seeks what the environment holds under a secret name', async () => {
    await using repo = await gitRepo({ 'a.ts': `const a = '${token}'\n` })
    const run = await keywarden(repo.root, ['scan', '--known-env'], { env: { MY_API_KEY: token, MY_PATH: token } })
    expectSilence(run)
    expect(run.stdout).toContain('MY_API_KEY, from the environment')
  })

  test('a tracked .env is not reported for its own values, and what rules find in it is', async () => {
    const pat = mock('github-pat')
    await using repo = await gitRepo({ '.env': `SESSION_SECRET=${token}\nGH=${pat}\n` })
    const run = await keywarden(repo.root, ['scan', '--known', '--format', 'json'])
    const ids = JSON.parse(run.stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId)
    expect(ids).toContain('github-pat')
    expect(ids).not.toContain('known-value')
  })

  test.each(['sarif', 'jsonl', 'github'])('the format %s holds the key and no value', async (format) => {
    await using repo = await repoWithEnv()
    await repo.write('src/db.ts', `const value = "${token}"\n`)
    await repo.stageAll()
    const run = await keywarden(repo.root, ['scan', '--staged', '--format', format])
    expectSilence(run)
    expect(run.stdout).toContain('SESSION_SECRET')
  })

  test('rules explain known-value tells of it', async () => {
    await using repo = await gitRepo()
    expect((await keywarden(repo.root, ['rules', 'explain', 'known-value'])).stdout).toContain('# keywarden: public')
  })
})

describe('scan --npm-pack', () => {
  test('scans the files that npm lists, and them alone', async () => {
    await using repo = await repoWithEnv()
    await repo.write('dist/app.js', `var a="${token}"`)
    await repo.write('test/a.js', `var a="${password}"`)
    const input = JSON.stringify([
      {
        name: 'a',
        files: [
          { path: 'dist/app.js', size: 1 },
          { path: 'a.txt', size: 1 },
        ],
      },
    ])
    const run = await keywarden(repo.root, ['scan', '--npm-pack', '--known'], { input })
    expectSilence(run)
    expect(run.stdout).toContain('dist/app.js')
    expect(run.stdout).not.toContain('test/a.js')
    expect(run.code).toBe(1)
  })

  test.each(['', '{}', 'npm notice', '[{"files":"a"}]'])('refuses a list that is none: %j', async (input) => {
    await using repo = await repoWithEnv()
    const run = await keywarden(repo.root, ['scan', '--npm-pack'], { input })
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('npm pack --dry-run --json')
  })
})
