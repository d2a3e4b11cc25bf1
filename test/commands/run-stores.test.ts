import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { readEnv } from '../../src/dotenv/read-env.ts'
import { FakeKeyboard, FakeStream } from '../cli/fake-terminal.ts'
import { gitRepo } from '../support/git-repo.ts'
import { runStores } from '../support/run-stores.ts'

const services = runStores()
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywarden-stores-'))
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'))
  for (const name of ['NODE_ENV', 'ENVIRONMENT']) vi.stubEnv(name, undefined)
  await writeSettings('secret = "app"')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const writeSettings = (layout: string, at = folder) =>
  writeFile(
    join(at, 'keywarden.toml'),
    `[[secrets.stores]]\nkind = "aws-secrets-manager"\nregion = "eu-west-1"\nendpoint = "${services.aws.server.url}"\n${layout}\n`,
  )
const write = (name: string, text: string) => writeFile(join(folder, name), text)
const read = (name: string) => readFile(join(folder, name), 'utf8')

interface Options {
  readonly stdin?: string
  readonly cwd?: string
  readonly isTTY?: boolean
  readonly typed?: string
}

async function keywarden(line: string, { stdin = '', cwd = folder, isTTY = false, typed }: Options = {}) {
  const [stdout, stderr] = [new FakeStream(), new FakeStream()]
  stdout.isTTY = isTTY
  const bytes = (text: string) =>
    (async function* () {
      yield Buffer.from(text)
    })()
  const stdinKeys = new FakeKeyboard()
  stdinKeys.resume = () => void setImmediate(() => stdinKeys.emit('data', Buffer.from(`${typed}\r`)))
  const code = await run({
    argv: line.split(' '),
    env: process.env,
    cwd: () => cwd,
    stdin: bytes(stdin),
    keyboard: () => (typed === undefined ? null : { stdin: stdinKeys, interrupt: () => {} }),
    stdout,
    stderr,
    isStdoutFile: () => false,
    now: () => 0,
    today: '2030-01-01',
    signal: new AbortController().signal,
    takeSignals: () => {},
  })
  return { code, out: stdout.text, err: stderr.text }
}

describe('secrets set and get', () => {
  test('write and read a value, to the byte and without the line feed of a pipe', async () => {
    const set = await keywarden('secrets set TLS_KEY', { stdin: 'line 1\nline 2\n' })
    expect(set).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^TLS_KEY is written to AWS.*app, version /),
    })
    expect(set.out).not.toContain('line')
    expect(await keywarden('secrets get TLS_KEY --reveal')).toMatchObject({ code: 0, out: 'line 1\nline 2', err: '' })
  })

  test('ask at a terminal', async () => {
    const set = await keywarden('secrets set KEY', { typed: 'typed' })
    expect(set.err).toBe('Value of KEY, not shown: \n')
    expect(await keywarden('secrets get KEY --reveal')).toMatchObject({ out: 'typed' })
  })

  test('SEC-16: a value leaves the terminal only with --reveal', async () => {
    await keywarden('secrets set KEY', { stdin: 'hidden' })
    for (const line of ['secrets get KEY', 'secrets get KEY --format json']) {
      const ran = await keywarden(line, { isTTY: line.endsWith('json') })
      expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--reveal') })
    }
    expect(await keywarden('secrets get KEY', { isTTY: true })).toMatchObject({ code: 0, out: 'hidden\n' })
  })

  test('a value at a terminal cannot steer it', async () => {
    await keywarden('secrets set KEY', { stdin: 'a\u001b]0;title\u0007b' })
    expect((await keywarden('secrets get KEY', { isTTY: true })).out).not.toMatch(/[\u001b\u0007]/)
  })

  test.each(['secrets set KEY hidden', 'secrets set KEY=hidden', 'secrets set --value=hidden KEY'])(
    'SEC-08: a value is no argument, and is not repeated: %s',
    async (line) => {
      const ran = await keywarden(line, { stdin: 'x' })
      expect(ran.code).toBe(2)
      expect(ran.out + ran.err).not.toContain('hidden')
      expect(services.aws.server.requests).toEqual([])
    },
  )

  test.each([
    ['empty', ''],
    ['empty', '\n'],
    ['is longer than 64 KiB', 'x'.repeat(65_537)],
    ['has a NUL', 'a\0b'],
  ])('a value that is %s is wrong use, and changes nothing', async (says, stdin) => {
    expect(await keywarden('secrets set KEY', { stdin })).toMatchObject({ code: 2, err: expect.stringContaining(says) })
    expect(services.aws.server.requests).toEqual([])
  })

  test('options that belong to other verbs are told to be left out', async () => {
    const { code, err } = await keywarden('secrets set KEY --yes', { stdin: 'x' })
    expect(code).toBe(2)
    expect(err).toMatch(/"secrets set" has no option --yes\n.*leave it out, it is for "secrets \w+", "secrets \w+"/)
  })

  test('a key that is not there fails', async () => {
    await keywarden('secrets set KEY', { stdin: 'x' })
    const ran = await keywarden('secrets get OTHER --reveal')
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining('OTHER is not in AWS Secrets Manager') })
  })
})

describe('secrets list', () => {
  test('tells the keys and their ages, and the versions of one', async () => {
    await keywarden('secrets set B', { stdin: 'one' })
    await keywarden('secrets set A', { stdin: 'two' })
    const { out } = await keywarden('secrets list')
    expect(out).toMatch(
      /^AWS Secrets Manager eu-west-1 app\n {2}A {2}[\w-]{36} {2}.*\n {2}B {2}[\w-]{36} {2}.*\n2 keys\n$/,
    )
    const versions = await keywarden('secrets list B')
    expect(versions.out).toMatch(/^B in AWS.*\n.*current.*\n.*previous.*\n$/)
    const { keys } = JSON.parse((await keywarden('secrets list -f json')).out)
    expect(keys).toEqual([
      { key: 'A', version: expect.any(String), stages: ['current'], createdOn: expect.any(String), enabled: true },
      expect.objectContaining({ key: 'B' }),
    ])
  })
})

describe('secrets push', () => {
  const ENV = 'B=two\nA="one"\n# note\nEMPTY=\nREF=aws-sm://other#x\nAWS_REGION=eu-west-1\nNODE_ENV=test\n'

  test('tells what differs, writes only with --yes, and all of it as one version', async () => {
    await write('.env', ENV)
    const plan = await keywarden('secrets push')
    expect(plan.out).toMatch(/\.env → AWS.*\n {2}\+ A\n {2}\+ B\n2 keys to write; add --yes to do it\n$/)
    expect(plan.out).not.toMatch(/one|two/)
    expect((await keywarden('secrets list')).out).toContain('0 keys')
    expect((await keywarden('secrets push --yes')).out).toContain('2 keys written')
    expect((await keywarden('secrets list A')).out.trimEnd().split('\n')).toHaveLength(2)
    expect((await keywarden('secrets push --yes')).out).toMatch(/= 2 keys are the same\nnothing to write\n$/)
  })

  test('leaves alone what only the store has', async () => {
    await keywarden('secrets set OTHER', { stdin: 'x' })
    await write('.env', 'A=1\n')
    expect((await keywarden('secrets push --yes')).out).toContain('only in the store, left alone: OTHER')
    expect(await keywarden('secrets get OTHER --reveal')).toMatchObject({ out: 'x' })
  })

  test('takes the file of the environment, or the one that is named', async () => {
    await write('.env.staging', 'A=staging\n')
    await write('other.env', 'A=other\n')
    await keywarden('secrets push --env staging --yes')
    expect(await keywarden('secrets get A --reveal')).toMatchObject({ out: 'staging' })
    await keywarden('secrets push other.env --yes')
    expect(await keywarden('secrets get A --reveal')).toMatchObject({ out: 'other' })
  })

  test('refuses placeholders and what .env.example shows, unless forced, and then writes nothing at all', async () => {
    await write('.env.example', 'A_SECRET=\nDB_PASSWORD=for-all-to-see\nPORT=3000\n')
    await write(
      '.env',
      'A_SECRET=changeme\nDB_PASSWORD=for-all-to-see\nPORT=3000\nREAL=x1\nGITHUB_TOKEN=<your token>\n',
    )
    const refused = [
      '  ! A_SECRET says that it is a placeholder',
      '  ! DB_PASSWORD has the value of .env.example, which everybody knows',
      '  ! GITHUB_TOKEN is a template or a mask, not a value',
      'nothing is written: 3 keys without a real value; set their real values, or add --force to push all as it is',
    ]
    for (const line of ['secrets push', 'secrets push --yes']) {
      const { code, out } = await keywarden(line)
      expect({ code, end: out.trimEnd().split('\n').slice(-4) }).toEqual({ code: 1, end: refused })
      expect(out).not.toMatch(/changeme|for-all/)
    }
    expect(JSON.parse((await keywarden('secrets push --yes -f json')).out)).toMatchObject({ applied: false })
    expect((await keywarden('secrets list')).out).toContain('0 keys')
    expect(await keywarden('secrets push --yes --force')).toMatchObject({
      code: 0,
      out: expect.stringContaining('5 keys written'),
    })
    expect((await keywarden('secrets push')).out).toContain('nothing to write') // what is there already is not judged again
  })

  test('without a file, or without a store, is refused', async () => {
    expect(await keywarden('secrets push')).toMatchObject({ code: 2, err: expect.stringContaining('there is no') })
    await write('keywarden.toml', '')
    await write('.env', 'A=1\n')
    expect(await keywarden('secrets push')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no store is named'),
    })
  })
})

describe('secrets pull', () => {
  const PUSHED = { A: 'new one', B: 'two', C: "it's\nthree" }

  beforeEach(() => services.aws.fake.put('app', JSON.stringify(PUSHED)))

  test('changes what differs and leaves every other byte, only with --yes', async () => {
    const text = '# head\r\nexport B=two # same\r\nA=old # note\r\nZ=9\r\n'
    await write('.env', text)
    const plan = await keywarden('secrets pull')
    expect(plan.out).toMatch(
      /→ .*\.env\n {2}\+ C\n {2}~ A\n {2}= 1 key is the same\n2 keys to write; add --yes to do it\n$/,
    )
    expect(await read('.env')).toBe(text)
    expect((await keywarden('secrets pull --yes')).out).toContain('2 keys written')
    const after = await read('.env')
    expect(after.startsWith('# head\r\nexport B=two # same\r\nA=')).toBe(true)
    expect(after).toContain(' # note\r\nZ=9\r\nC=')
    expect(Object.fromEntries(readEnv(after).map(({ key, value }) => [key, value]))).toEqual({ ...PUSHED, Z: '9' })
    expect((await keywarden('secrets pull --yes')).out).toContain('nothing to write')
  })

  test('makes a file that only its owner reads', async () => {
    await keywarden('secrets pull --yes')
    expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600)
  })

  test('takes only the keys of .env.example where there is one', async () => {
    await write('.env.example', 'A=\n')
    const { out } = await keywarden('secrets pull --yes')
    expect(out).toContain('2 keys of the store left out, not in .env.example')
    expect(Object.keys(JSON.parse((await keywarden('secrets pull -f json')).out))).toContain('same')
    expect(await read('.env')).toMatch(/^A=.*\n$/)
  })

  test('leaves a reference where it stands', async () => {
    await write('.env', 'A=aws-sm://app#A\nB=\nC=\n')
    const { out } = await keywarden('secrets pull --yes')
    expect(out).toContain('1 key left alone, a reference stands there')
    expect(await read('.env')).toContain('A=aws-sm://app#A\n')
  })

  test('never writes values into a template, forced or not', async () => {
    await write('.env.example', 'A=\n')
    const { code, err } = await keywarden('secrets pull .env.example --yes --force')
    expect(code).toBe(2)
    expect(err).toContain('name the file that holds the values, such as .env')
    expect(await read('.env.example')).toBe('A=\n')
  })

  test.each(['.env.vault', '.env.production.enc', '.env.d.ts'])('never writes values into %s', async (name) => {
    await write(name, 'x\n')
    expect(await keywarden(`secrets pull ${name} --yes --force`)).toMatchObject({
      code: 2,
      err: expect.stringContaining('holds no plain values'),
    })
    expect(await read(name)).toBe('x\n')
  })

  test('ENV-08: .env.test, which many commit, is refused as any file that git does not ignore', async () => {
    await using repo = await gitRepo({ '.gitignore': '.env\n' })
    await writeSettings('secret = "app"', repo.root)
    const line = 'secrets pull --env test --yes'
    const refused = await keywarden(line, { cwd: repo.root })
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('.env.test is not ignored') })
    await writeFile(join(repo.root, '.gitignore'), '.env*\n')
    expect(await keywarden(line, { cwd: repo.root })).toMatchObject({ code: 0 })
  })

  test('ENV-08: refuses a file that git tracks or does not ignore, unless forced', async () => {
    await using repo = await gitRepo({ 'README.md': 'x\n' })
    await writeSettings('secret = "app"', repo.root)
    const at = { cwd: repo.root }
    expect(await keywarden('secrets pull --yes', at)).toMatchObject({
      code: 3,
      err: expect.stringContaining('not ignored'),
    })
    await writeFile(join(repo.root, '.gitignore'), '.env\n')
    expect((await keywarden('secrets pull', at)).code).toBe(0)
    await writeFile(join(repo.root, '.env'), 'A=old\n')
    await repo.git('add', '-f', '.env')
    const refused = await keywarden('secrets pull --yes', at)
    expect(refused).toMatchObject({ code: 3, err: expect.stringMatching(/tracked by git.*\n.*git rm --cached \.env/) })
    expect(await readFile(join(repo.root, '.env'), 'utf8')).toBe('A=old\n')
    expect((await keywarden('secrets pull --yes --force', at)).code).toBe(0)
    expect(await readFile(join(repo.root, '.env'), 'utf8')).not.toBe('A=old\n')
  })
})
