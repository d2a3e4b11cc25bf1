import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitRepo, isolatedEnvironment, type TestRepository, temporaryFolder } from '../support/git-repo.ts'
import { keywarden, PROGRAM, scanned } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

const OLD = 'the-old-value-of-it'
const GENERATE = ['--generate', 'alnum:30']

/** A repository with a .env file, and a folder that keeps what is known of rotations. */
async function project(env: string) {
  const repo = await gitRepo({ '.gitignore': '.env*\n' })
  await repo.write('.env', env)
  const state = await temporaryFolder()
  const run = (args: readonly string[], options: { env?: NodeJS.ProcessEnv; input?: string } = {}) =>
    keywarden(repo.root, ['secrets', ...args], { ...options, env: { XDG_STATE_HOME: state.path, ...options.env } })
  return {
    repo,
    run,
    state: state.path,
    journals: join(state.path, 'keywarden', 'rotations'),
    env: () => readFileSync(join(repo.root, '.env'), 'utf8'),
    [Symbol.asyncDispose]: async () => {
      await repo[Symbol.asyncDispose]()
      await state[Symbol.asyncDispose]()
    },
  }
}

/** Every file of the folder that keeps rotations, as one text. */
function journalText(folder: string): string {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')
}

test('ROT-07: without --yes the steps are told, no value is, and nothing is changed', async () => {
  await using at = await project(`DB_PASSWORD=${OLD}\n`)
  const { code, stdout, stderr } = await at.run(['rotate', 'DB_PASSWORD', ...GENERATE, '--grace', '2d'])
  expect(code).toBe(0)
  expect(stdout).toContain('nothing is changed yet')
  expect(stdout).toContain('30 letters and digits')
  expect(stdout).toContain('2 days')
  expect(stdout + stderr).not.toContain(OLD)
  expect(at.env()).toBe(`DB_PASSWORD=${OLD}\n`)
})

test('a value that a provider issues is not made up: that is refused before anything is begun', async () => {
  const env = `ANTHROPIC_API_KEY=${mock('anthropic-api-key')}\nOWN_KEY=${OLD}\n`
  await using at = await project(env)
  for (const end of [[], ['--yes']]) {
    const { code, stdout, stderr } = await at.run(['rotate', 'ANTHROPIC_API_KEY', ...GENERATE, ...end])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/generated value is no Anthropic API key, which ANTHROPIC_API_KEY has to be/)
    expect(stderr).toMatch(/issued at https:.*--from-stdin.*rule: none/)
  }
  await at.repo.write('.env.example', '# rule: github-pat\nOWN_KEY=\n')
  expect((await at.run(['rotate', 'OWN_KEY', ...GENERATE, '--yes'])).code).toBe(2)
  expect(at.env()).toBe(env)
  expect(journalText(at.journals)).toBe('')
  await at.repo.write('.env.example', '# rule: none\nANTHROPIC_API_KEY=\n')
  for (const key of ['ANTHROPIC_API_KEY', 'OWN_KEY']) {
    expect((await at.run(['rotate', key, ...GENERATE, '--yes'])).code).toBe(0)
  }
})

test('ROT-07: output, errors and journal hold neither the old value nor the new one', async () => {
  await using at = await project(`DB_PASSWORD=${OLD}\n`)
  const verify = ['--verify', 'echo "tried $DB_PASSWORD" >&2; false']
  const failed = await at.run(['rotate', 'DB_PASSWORD', ...GENERATE, ...verify, '--yes', '--verbose'])
  expect(failed.code).toBe(1)
  expect(failed.stderr).toContain('tried ****')
  const [, pending = ''] = /__PENDING_\w+=(\w+)/.exec(at.env()) ?? []
  expect(pending).toHaveLength(30)
  const journal = journalText(at.journals)
  expect(journal).toContain('"step": "staged"')
  if (process.platform !== 'win32') {
    const [name = ''] = readdirSync(at.journals).filter((one) => one.endsWith('.json'))
    expect(statSync(join(at.journals, name)).mode & 0o777).toBe(0o600)
  }
  const passed = await at.run([
    'rotate',
    'DB_PASSWORD',
    '--verify',
    'test ${#DB_PASSWORD} = 30',
    '--yes',
    '--format',
    'json',
  ])
  expect(passed.code).toBe(0)
  const all =
    [failed, passed].map(({ stdout, stderr }) => stdout + stderr).join('') + journal + journalText(at.journals)
  for (const value of [OLD, pending]) expect(all).not.toContain(value)
  expect(at.env()).toContain(`DB_PASSWORD=${pending}\n`)
})

test('ROT-02: killed while the new value is tried, the next run goes on with the value that it has written', async () => {
  await using at = await project(`DB_PASSWORD=${OLD}\n`)
  await endInVerification(at.repo, at.state)
  const [, pending = ''] = /__PENDING_\w+=(\w+)/.exec(at.env()) ?? []
  expect(at.env()).toContain(`DB_PASSWORD=${OLD}\n`)
  const plan = await at.run(['rotate', 'DB_PASSWORD'])
  expect(plan.stdout).toContain('staged so far')
  const untried = await at.run(['rotate', 'DB_PASSWORD', '--yes'])
  expect(untried.stderr).toContain('was begun with --verify')
  expect(at.env()).toContain(`DB_PASSWORD=${OLD}\n`)
  const { code, stdout } = await at.run(['rotate', 'DB_PASSWORD', '--verify', 'true', '--yes', '--grace', '0'])
  expect(code).toBe(0)
  expect(stdout).toContain('DB_PASSWORD is rotated')
  expect(at.env()).toBe(`DB_PASSWORD=${pending}\n`)
  expect(readdirSync(at.journals)).toEqual(['id-key'])
})

test('what is under way can be given up', async () => {
  await using at = await project(`DB_PASSWORD=${OLD}\n`)
  await at.run(['rotate', 'DB_PASSWORD', ...GENERATE, '--verify', 'false', '--yes'])
  const { code, stdout } = await at.run(['rotate', 'DB_PASSWORD', '--abandon'])
  expect(code).toBe(0)
  expect(stdout).toContain('given up')
  expect(at.env()).toBe(`DB_PASSWORD=${OLD}\n`)
  expect((await at.run(['rotate', 'DB_PASSWORD', '--abandon'])).code).toBe(2)
})

test('ROT-04: a second run is refused while one is under way', async () => {
  await using at = await project(`DB_PASSWORD=${OLD}\n`)
  const nested = `${process.execPath} ${PROGRAM} secrets rotate DB_PASSWORD --yes`
  const { code, stderr } = await at.run(['rotate', 'DB_PASSWORD', ...GENERATE, '--verify', nested, '--yes'])
  expect(code).toBe(1)
  expect(stderr).toMatch(/process \d+ holds/)
  expect(at.env()).toContain(`DB_PASSWORD=${OLD}\n`)
})

test('SEC-14: refused where Node would write its memory to a file', async () => {
  await using at = await project(`DB_PASSWORD=${OLD}\n`)
  const env = { NODE_OPTIONS: '--report-on-fatalerror' }
  const { code, stderr } = await at.run(['rotate', 'DB_PASSWORD', ...GENERATE, '--yes'], { env })
  expect(code).toBe(2)
  expect(stderr).toContain('--report-on-fatalerror')
  expect(at.env()).toBe(`DB_PASSWORD=${OLD}\n`)
})

test('a secret that a scan found in the history is rotated by its fingerprint, and reads as rotated from then on', async () => {
  const [leaked, fresh] = [mock('anthropic-api-key', 'leaked'), mock('anthropic-api-key', 'fresh')]
  await using at = await project(`PORT=3000\nANTHROPIC_API_KEY=${leaked}\n`)
  await at.repo.write('client.js', `const key = '${leaked}'\n`)
  await at.repo.stageAll()
  await at.repo.commit()
  await at.repo.write('client.js', 'const key = process.env.ANTHROPIC_API_KEY\n')
  await at.repo.stageAll()
  await at.repo.commit()
  const [finding] = (await scanned(at.repo.root, 'audit')).findings
  const line = ['rotate', '--from-finding', finding?.fingerprint ?? '', '--from-stdin', '--yes']
  const waiting = await at.run(line, { input: `${fresh}\n` })
  expect(waiting.stdout).toContain('stays valid until')
  expect((await scanned(at.repo.root, 'audit')).findings).toHaveLength(1)
  const done = await at.run([...line, '--grace', '0'], { input: 'ignored\n' })
  expect(done.stderr).toContain('standard input was not read')
  expect(done.stdout).toContain('is in the baseline as rotated')
  expect(at.env()).toBe(`PORT=3000\nANTHROPIC_API_KEY=${fresh}\n`)
  const { findings, suppressed } = await scanned(at.repo.root, 'audit')
  expect(findings).toEqual([])
  expect(suppressed).toMatchObject([
    { kind: 'baseline', reason: expect.stringMatching(/^ANTHROPIC_API_KEY was rotated on \d{4}-\d\d-\d\d$/) },
  ])
})

test.each([
  [['rotate', 'NO_SUCH_KEY'], 'NO_SUCH_KEY is in no .env file'],
  [['rotate', 'DB_PASSWORD', '--yes'], 'where the new value comes from'],
  [['rotate', 'DB_PASSWORD', '--generate', 'alnum:4', '--yes'], 'too short'],
  [['rotate', '--from-finding', 'kw1:AAAAAAAAAAAAAAAAAAAAAAAAAAA'], 'no finding has this fingerprint'],
  [['rotate', 'DB_PASSWORD', '--store', 'azure-key-vault'], 'does not name one of the stores'],
])('%j is a usage error', async (args, says) => {
  await using at = await project(`DB_PASSWORD=${OLD}\n`)
  const { code, stderr } = await at.run(args)
  expect(stderr).toContain(says)
  expect(code).toBe(2)
  expect(at.env()).toBe(`DB_PASSWORD=${OLD}\n`)
  const { stdout: due } = await at.run(['due'])
  expect(due).toContain('1 key')
  expect(due).not.toContain('begun')
})

test('secrets due cannot judge a .env file by age, and says so', async () => {
  await using at = await project('DB_PASSWORD=a\nAPI_KEY=b\n')
  expect((await at.run(['due'])).code).toBe(0)
  await at.repo.write('keywarden.toml', '[secrets.rotation]\nmax-age = "90d"\nkeys.API_KEY = "30d"\n')
  const { code, stdout } = await at.run(['due'])
  expect(stdout).toContain('the age of 2 cannot be told')
  expect(code).toBe(3)
})

/** Starts a rotation whose command never ends, and kills it as soon as that runs. */
async function endInVerification(repo: TestRepository, state: string): Promise<void> {
  const flag = join(state, 'trying')
  const verify = `echo > ${flag}; sleep 30`
  const args = [PROGRAM, 'secrets', 'rotate', 'DB_PASSWORD', ...GENERATE, '--verify', verify, '--yes']
  const env = { ...isolatedEnvironment(), XDG_STATE_HOME: state }
  const child = spawn(process.execPath, args, { cwd: repo.root, env, stdio: 'ignore' })
  while (!existsSync(flag) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill('SIGKILL')
  await new Promise((resolve) => child.on('close', resolve))
}
