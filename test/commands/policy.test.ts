import { randomBytes } from 'node:crypto'
import { chmodSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mendPolicy } from '../../src/commands/mend-policy.ts'
import { runPolicy } from '../../src/commands/run-policy.ts'
import { runScan } from '../../src/commands/run-scan.ts'
import type { SourceSettings } from '../../src/model/source-settings.ts'
import { gitRepo, type TestRepository, testRepository } from '../support/git-repo.ts'
import { callIn } from './run.ts'

const secret = `v${randomBytes(12).toString('hex')}7`

/** `policy path:line` of each violation. */
async function policy(repo: TestRepository, settings = '') {
  const { config, environment } = callIn(repo, { settings })
  const { report } = await runPolicy(config, environment)
  expect(JSON.stringify(report)).not.toContain(secret)
  return report
}

async function scan(repo: TestRepository, source: SourceSettings) {
  const { config, environment } = callIn(repo, { source })
  const { report } = await runScan(config, environment)
  expect(JSON.stringify(report)).not.toContain(secret)
  return report
}

function ids({ violations }: { readonly violations: readonly { readonly policyId: string; readonly path: string }[] }) {
  return violations.map(({ policyId, path }) => `${policyId} ${path}`)
}

async function mend(repo: TestRepository, mode: 'write' | 'dry-run', settings = '') {
  const { config, environment } = callIn(repo, { settings })
  const result = await mendPolicy(config, { mode }, environment)
  expect(JSON.stringify(result)).not.toContain(secret)
  return result
}

/** All that git and the disk hold of a repository. */
async function stateOf(repo: TestRepository) {
  const files = (await repo.git('ls-files', '-oc')).split('\n')
  const texts = await Promise.all(files.map((file) => readFile(join(repo.root, file), 'utf8').catch(() => null)))
  return { index: await repo.git('ls-files', '--stage'), files, texts }
}

describe('what git says of an env file', () => {
  test('tracked, staged, not ignored, ignored by a folder of its own', async () => {
    await using repo = await gitRepo({ 'a/.env': 'A=1\n', 'c/.gitignore': '.env\n', 'a/.env.example': 'A=\n' })
    for (const folder of ['b', 'c', 'd']) {
      await repo.write(`${folder}/.env`, 'A=1\n')
      await repo.write(`${folder}/.env.example`, 'A=\n')
    }
    await repo.stage('d/.env')
    const { violations } = await policy(repo)
    expect(violations.map(({ path, message }) => [path, message])).toEqual([
      ['a/.env', 'env file is tracked by git'],
      ['b/.env', 'env file is not covered by .gitignore'],
      ['d/.env', 'env file is staged for a commit'],
    ])
  })

  test('negations, the global ignore file and the one of the clone', async () => {
    await using repo = await gitRepo({ '.gitignore': '.env*\n!.env.example\n', 'x/.gitignore': '!.env.local\n' })
    await repo.write('.env.example', 'A=\n')
    await repo.write('x/.env.local', 'A=1\n')
    expect((await policy(repo)).violations).toMatchObject([
      {
        policyId: 'env-file-not-ignored',
        path: 'x/.env.local',
        remedy: expect.stringContaining('x/.gitignore below line 1'),
      },
    ])
    await repo.remove('.gitignore')
    await repo.remove('x/.gitignore')
    await repo.write('../ignore', '.env.local\n')
    await repo.git('config', 'core.excludesFile', join(repo.root, '../ignore'))
    const report = await policy(repo)
    expect(ids(report)).toEqual([])
    expect(report.notices).toContainEqual(expect.stringContaining('[env-file-ignored-only-here]'))
  })

  test('a template that .env.* covers by mistake', async () => {
    await using repo = await gitRepo({ '.gitignore': '.env\n.env.*\n' })
    await repo.write('.env.example', 'A=\n')
    expect((await policy(repo)).violations).toMatchObject([
      { policyId: 'env-template-ignored', remedy: 'add the line !.env.example to .gitignore below line 2 (.env.*)' },
    ])
  })

  test('that one is announced by a template and would not be ignored', async () => {
    await using repo = await gitRepo({
      'a/.env.example': 'A=\n',
      'b/.env.staging.dist': 'A=\n',
      'c/.env.example': 'A=\n',
      'c/.gitignore': '.env\n',
      'examples/d/.env.example': 'A=\n',
      'test/e/.env.example': 'A=\n',
    })
    await repo.write('f/.env.example', 'A=\n')
    const settings = '[policy]\nenv-file-unguarded = "low"\n'
    expect(ids(await policy(repo, settings))).toEqual([
      'env-file-unguarded a/.env',
      'env-file-unguarded b/.env.staging',
    ])
    await mend(repo, 'write', settings)
    expect(await readFile(join(repo.root, '.gitignore'), 'utf8')).toBe('.env\n.env.staging\n')
    expect(ids(await policy(repo, settings))).toEqual([])
  })

  test('that it was in a commit of a branch that was merged, and is gone', async () => {
    await using repo = await gitRepo({ 'a.txt': '', '.gitignore': '.env\n', 'api/.env.example': 'API_TOKEN=\n' })
    await repo.git('checkout', '-q', '-b', 'side')
    await repo.write('api/.env', `API_TOKEN=${secret}\n`)
    await repo.git('add', '-f', 'api/.env')
    await repo.git('commit', '-qm', 'oops')
    const oops = await repo.git('rev-parse', 'HEAD')
    await repo.git('rm', '-q', 'api/.env')
    await repo.git('commit', '-qm', 'gone')
    await repo.git('checkout', '-q', 'main')
    await repo.write('b.txt', '')
    await repo.commit()
    await repo.git('merge', '-q', '--no-ff', '-m', 'merge', 'side')
    await repo.git('branch', '-q', '-D', 'side')
    const expected = {
      policyId: 'env-file-in-history',
      path: 'api/.env',
      message: expect.stringContaining(oops.slice(0, 12)),
    }
    expect((await policy(repo)).violations).toMatchObject([expected])
    expect((await scan(repo, { kind: 'history' })).violations).toMatchObject([expected])
    expect(ids(await scan(repo, { kind: 'work-tree' }))).toEqual([])
    const allowed = `[[policy.allow]]\npaths = ["api/.env"]\npolicies = ["env-file-in-history"]\nreason = "all replaced"\n`
    expect(await policy(repo, allowed)).toMatchObject({
      violations: [],
      notices: expect.arrayContaining(['keywarden.toml:1 accepts a breach of a policy: all replaced']),
    })
    expect(ids(await policy(repo, '[policy]\nenv-file-in-history = "off"\n'))).toEqual([])
  })

  test('a shallow clone is told as one', async () => {
    await using repo = await gitRepo({ 'a.txt': '' })
    await repo.write('b.txt', '')
    await repo.commit()
    await repo.git('clone', '-q', '--depth=1', `file://${repo.root}`, '../shallow')
    const clone = testRepository(join(repo.root, '../shallow'))
    expect((await policy(clone)).notices).toEqual([expect.stringContaining('shallow')])
    expect((await policy(repo)).notices).toEqual([])
  })
})

describe('a full scan and the policy verb', () => {
  const files = {
    '.gitignore': '.env\n',
    '.env.example': 'USED=\nIDLE_THING=\n',
    'src/a.ts': 'connect(process.env.USED, process.env.NEEDED)\nconst k = process.env.JWT_SECRET || "dev"\n',
    Dockerfile: 'FROM x\nCOPY . .\n',
    'package.json': '{"name":"a","version":"1.0.0","files":["."]}',
    id_rsa: 'key',
  }

  test('judge code, images, packages and credential files alike', async () => {
    await using repo = await gitRepo(files)
    await repo.write('.env', `USED=1\nEXTRA_TOKEN=${secret}\n`)
    chmodSync(join(repo.root, '.env'), 0o600)
    const expected = [
      'env-template-lacks-key .env.example',
      'image-takes-env Dockerfile',
      'credential-file-tracked id_rsa',
      'package-takes-env package.json',
      'code-secret-default src/a.ts',
    ]
    const byPolicy = await policy(repo)
    const byScan = await scan(repo, { kind: 'work-tree' })
    expect(ids(byPolicy)).toEqual(expected)
    expect(ids(byScan)).toEqual(expected)
    const used = expect.stringMatching(/NEEDED.*src\/a\.ts:1.*\[env-template-lacks-used-key\]/)
    expect(byScan.notices).toEqual([used])
    expect(byPolicy.notices).toEqual([used, expect.stringMatching(/IDLE_THING.*\[env-template-unused-key\]/)])
  })

  test('go by the levels of the settings', async () => {
    await using repo = await gitRepo({
      '.env.example': 'IDLE_THING=\n',
      'src/a.ts': 'process.env.JWT_SECRET || "dev"\n',
    })
    const settings = '[policy]\nenv-template-unused-key = "high"\ncode-secret-default = "notice"\n'
    const report = await policy(repo, settings)
    expect(report.violations).toMatchObject([{ policyId: 'env-template-unused-key', severity: 'high', line: 1 }])
    expect(report.notices).toContainEqual(expect.stringContaining('code-secret-default'))
  })

  test('a file that cannot be read makes it incomplete', async () => {
    await using repo = await gitRepo({ '.env.example': 'A=\n' })
    await repo.remove('.env.example')
    symlinkSync('.env.example', join(repo.root, '.env.example'))
    expect((await policy(repo)).complete).toBe(true) // a link is not followed
    if (process.getuid?.() === 0) return // root reads everything
    await repo.remove('.env.example')
    writeFileSync(join(repo.root, '.env.example'), 'A=\n', { mode: 0 })
    expect((await policy(repo)).complete).toBe(false)
  })
})

describe('a staged scan', () => {
  test('tells of what is staged and of env files beside it, and reads no code', async () => {
    await using repo = await gitRepo({ '.env.production': 'PORT=1\n', '.gitignore': '.env\n' })
    await repo.write('.env', `API_TOKEN=${secret}\nA=1\nA=2\n`)
    await repo.write('.env.local', 'A=1\n')
    await repo.write('.env.example', `API_TOKEN=${secret}\n`)
    await repo.write('a.ts', 'process.env.JWT_SECRET || "dev"\n')
    await repo.write('deploy/id_ed25519', 'key')
    await repo.stage('.env.example', 'a.ts', 'deploy/id_ed25519')
    expect(ids(await scan(repo, { kind: 'staged' }))).toEqual([
      'env-template-shares-value .env.example',
      'env-file-not-ignored .env.local',
      'credential-file-tracked deploy/id_ed25519',
    ])
  })
})

describe('--fix', () => {
  const files = {
    '.gitignore': 'dist\r\n.env.*\r\n',
    '.env': `# the data base\nDB_PASSWORD=${secret}\nPORT=3000\n`,
    'deploy/id_rsa': 'key',
    'api/env.sample': `B_TOKEN=${secret}\n`,
  }

  async function broken() {
    const repo = await gitRepo(files)
    chmodSync(dirname(repo.root), 0o755) // or nobody else could reach its files
    await repo.write('api/.env', `# about b\nB_TOKEN=${secret}\n\n# about c\nC_TOKEN=x\n`)
    await repo.write('web/.env.local', `A_TOKEN=${secret}\n`)
    return repo
  }

  test('a mode for the owner alone is mended, and is nothing to commit', async () => {
    await using repo = await gitRepo({ '.gitignore': '.env\n', '.env.example': 'A_TOKEN=\n' })
    chmodSync(dirname(repo.root), 0o755) // or nobody else could reach its files
    await repo.write('.env', `A_TOKEN=${secret}\n`)
    expect(await mend(repo, 'write')).toMatchObject({ lines: ['done:', '  chmod go= .env'], remarks: [] })
  })

  test('mends what it can, keeps every other byte, and a second run has nothing to do', async () => {
    await using repo = await broken()
    const before = await stateOf(repo)
    const first = await mend(repo, 'write')
    expect(first.lines).toEqual([
      'done:',
      '  .gitignore: add .env, /deploy/id_rsa',
      '  .env.example: create it, add DB_PASSWORD, PORT without values',
      '  api/env.sample: add C_TOKEN without values; take out the value of B_TOKEN',
      '  git rm --cached -- .env deploy/id_rsa',
      expect.stringMatching(/^ {2}chmod go= /),
      expect.stringMatching(/^ {2}chmod go= /),
      expect.stringMatching(/^ {2}chmod go= /),
      '  .gitignore: add !.env.example',
      'left to you:',
      expect.stringContaining('[env-file-in-history]'),
      expect.any(String),
    ])
    const read = (path: string) => readFile(join(repo.root, path), 'utf8')
    expect(await read('.gitignore')).toBe('dist\r\n.env.*\r\n.env\r\n/deploy/id_rsa\r\n!.env.example\r\n')
    expect(await read('.env.example')).toBe('# the data base\nDB_PASSWORD=\nPORT=\n')
    expect(await read('api/env.sample')).toBe('B_TOKEN=\n# about c\nC_TOKEN=\n')
    for (const path of ['.env', 'deploy/id_rsa']) expect(await read(path)).toBe(files[path as keyof typeof files])
    expect((await repo.git('ls-files')).split('\n')).toEqual(['.gitignore', 'api/env.sample'])
    expect(statSync(join(repo.root, '.env')).mode & 0o777).toBe(0o600)
    expect(before.files).not.toContain('.env.example')

    const state = await stateOf(repo)
    const second = await mend(repo, 'write')
    expect(second.lines[0]).toBe('there is nothing that --fix could do')
    expect(await stateOf(repo)).toEqual(state)
  })

  test('with --dry-run changes nothing and tells the plan', async () => {
    await using repo = await broken()
    const state = await stateOf(repo)
    const { lines, outcome, data } = await mend(repo, 'dry-run')
    expect(lines.slice(0, 5)).toEqual([
      'would do:',
      '  .gitignore: add .env, /deploy/id_rsa',
      '  .env.example: create it, add DB_PASSWORD, PORT without values',
      '  api/env.sample: add C_TOKEN without values; take out the value of B_TOKEN',
      '  git rm --cached -- .env deploy/id_rsa',
    ])
    expect([outcome, data]).toMatchObject(['failed', { mode: 'dry-run' }])
    expect(await stateOf(repo)).toEqual(state)
    expect(statSync(join(repo.root, '.env')).mode & 0o077).not.toBe(0)
  })

  test('leaves what is accepted or off', async () => {
    await using repo = await gitRepo({ '.env': 'A=1\n', '.env.example': 'A=\n', id_rsa: 'key' })
    const settings = `[policy]\ncredential-file-tracked = "off"\n[[policy.allow]]\npaths = [".env"]\nreason = "public"\n`
    const state = await stateOf(repo)
    expect(await mend(repo, 'write', settings)).toMatchObject({ outcome: 'passed', data: { done: [], left: [] } })
    expect(await stateOf(repo)).toEqual(state)
  })

  test('writes no template through a link that leads out of the repository', async () => {
    await using repo = await gitRepo({ '.gitignore': '.env\n' })
    await repo.write('.env', 'A=1\n')
    await repo.write('../outside', 'X=\n')
    symlinkSync(join(repo.root, '../outside'), join(repo.root, '.env.example'))
    await repo.write('.env.local', 'A=1\n')
    await expect(mend(repo, 'write')).rejects.toMatchObject({
      code: 'UNWRITABLE',
      hint: expect.stringContaining('this was done: .gitignore: add .env.local'),
    })
    expect(await readFile(join(repo.root, '../outside'), 'utf8')).toBe('X=\n')
  })

  test('puts no secret of a comment into a template', async () => {
    await using repo = await gitRepo({ '.gitignore': '.env\n' })
    const key = `AKIA${'Q3ED7XWJ2ZP5KLMN'}`
    await repo.write('.env', `# old key ${key}\n# fine\nA=1 # was ${key}\n`)
    await mend(repo, 'write')
    expect(await readFile(join(repo.root, '.env.example'), 'utf8')).toBe('\n# fine\nA=\n')
  })
})
