import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { FakeAwsSecretsManager } from '../support/fake-aws-secrets-manager.ts'
import { isolatedEnvironment, temporaryFolder } from '../support/git-repo.ts'
import { keywarden } from '../support/keywarden.ts'
import { mock } from '../support/mock.ts'

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url))
const LOG_MODULES = fileURLToPath(new URL('../support/programs/log-modules.mjs', import.meta.url))
const AWS = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', AWS_EC2_METADATA_DISABLED: 'true' }

const EXAMPLE = `# Key of the assistant. rule: anthropic-api-key
ANTHROPIC_API_KEY=
# Payments, https://dashboard.acme.test/keys
STRIPE_SECRET_KEY=
DATABASE_URL=
SENTRY_DSN= # optional
PORT=3000
`

async function project(files: Record<string, string>) {
  const folder = await temporaryFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text)
  return folder
}

describe('secrets check', () => {
  test('tells everything that is wrong at once, and no value', async () => {
    const cut = mock('anthropic-api-key').slice(0, 40)
    const testKey = `sk_test_${mock('github-pat').slice(4, 34)}`
    await using folder = await project({
      '.env.example': EXAMPLE,
      '.env.production': `ANTHROPIC_API_KEY=${cut}\nSTRIPE_SECRET_KEY=${testKey}\n`,
    })
    const { code, stdout, stderr } = await keywarden(folder.path, ['secrets', 'check', '--env', 'production'])
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toBe(`.env.example: 5 keys, environment production (--env)
  SENTRY_DSN  not set, optional
  PORT        default

ANTHROPIC_API_KEY is too short: was it cut off? (.env.production, line 1)
    do      mend it; if it is right, write "rule: none" above it in .env.example
    what    Key of the assistant.
    form    sk-ant-api03-…AA, 108 characters
    get it  https://platform.claude.com/settings/keys

STRIPE_SECRET_KEY is a test key, and this is production (.env.production, line 2)
    what    Payments
    form    sk_live_51…, 24 to 255 characters
    get it  https://dashboard.acme.test/keys

DATABASE_URL is missing

values are looked for in environment, NAME_FILE, .env.production.local, .env.production, .env.local, .env
3 of 5 keys to be mended
`)
  })

  test('is well where all is there, for people and for programs', async () => {
    await using folder = await project({
      '.env.example': EXAMPLE,
      '.env': `STRIPE_SECRET_KEY=${mock('stripe-test-key')}\n`,
    })
    const value = mock('anthropic-api-key')
    const env = { ANTHROPIC_API_KEY: value, DATABASE_URL: 'postgres://db/app' }
    const text = await keywarden(folder.path, ['secrets', 'check'], { env })
    expect(text).toMatchObject({ code: 0, stdout: expect.stringContaining('5 keys, nothing wrong\n') })
    const json = await keywarden(folder.path, ['secrets', 'check', '-f', 'json'], { env })
    expect(JSON.parse(json.stdout)).toMatchObject({ valid: true, complete: true, keys: expect.any(Array) })
    const quiet = await keywarden(folder.path, ['secrets', 'check', '--quiet'], { env })
    expect(quiet).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(text.stdout + json.stdout).not.toContain(value)
  })
})

describe('secrets explain', () => {
  test('tells the place that won and those that do not count, and no value', async () => {
    await using folder = await project({ '.env.example': EXAMPLE, '.env': 'DATABASE_URL=hunter2\n' })
    const env = { DATABASE_URL: 'hunter3', NODE_ENV: 'staging', AWS_SECRET_NAME: 'acme/app', AWS_REGION: 'eu-west-1' }
    const { code, stdout } = await keywarden(folder.path, ['secrets', 'explain', 'DATABASE_URL'], { env })
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `DATABASE_URL comes from environment
  environment                             USED
  NAME_FILE                               not there
  .env.staging.local                      not there, no such file
  .env.staging                            not there, no such file
  .env.local                              not there, no such file
  .env                                    not used, line 1, another value
  AWS Secrets Manager eu-west-1 acme/app  not asked

environment staging (NODE_ENV)
folder ${folder.path}
declared in .env.example, line 5: secret, required
`,
    })
  })

  test('of a key that is nowhere is exit code 1', async () => {
    await using folder = await project({})
    const { code, stdout } = await keywarden(folder.path, ['secrets', 'explain', 'NOWHERE'])
    expect({ code, first: stdout.split('\n')[0] }).toEqual({ code: 1, first: 'NOWHERE is nowhere' })
    expect(stdout).toContain('declared nowhere')
  })
})

describe('secrets types', () => {
  test('types what loadSecrets gives', async () => {
    await using folder = await project({
      '.env.example': EXAMPLE,
      'package.json': '{"type":"module"}',
      'tsconfig.json': '{"compilerOptions":{"module":"nodenext","strict":true,"noEmit":true,"types":[]}}',
      'app.ts': `import { loadSecrets, type Secret } from 'keywarden/secrets'
const settings = await loadSecrets()
export const key: Secret = settings.ANTHROPIC_API_KEY
export const dsn: Secret | undefined = settings.SENTRY_DSN
export const port: string = settings.PORT
// @ts-expect-error it may not be there
export const always: Secret = settings.SENTRY_DSN
// @ts-expect-error no such key
export const none = settings.NONE
`,
    })
    mkdirSync(join(folder.path, 'node_modules'))
    symlinkSync(PACKAGE, join(folder.path, 'node_modules', 'keywarden'))
    const { code, stdout } = await keywarden(folder.path, ['secrets', 'types', 'secrets.d.ts'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'secrets.d.ts: 5 keys of .env.example\n' })
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
    const compiled = spawnSync(process.execPath, [tsc, '-p', folder.path], { encoding: 'utf8' })
    expect(compiled.stdout).toBe('')
  })
})

describe('what is loaded', () => {
  async function modulesOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
    await using folder = await project({ '.env.example': 'A=\n' })
    const log = join(folder.path, 'modules.log')
    writeFileSync(log, '')
    spawnSync(process.execPath, ['--import', LOG_MODULES, program, ...args], {
      cwd: folder.path,
      env: { ...isolatedEnvironment(), MODULE_LOG: log, ...env },
    })
    return readFileSync(log, 'utf8')
  }

  const stores = { AWS_SECRET_NAME: 'acme/app', AWS_REGION: 'eu-west-1', KEY_VAULT_URI: 'http://127.0.0.1:1', ...AWS }
  const command = join(PACKAGE, 'dist', 'keywarden.cjs')

  test('no SDK where the environment has it all', async () => {
    expect(await modulesOf(command, ['secrets', 'check'], { ...stores, A: 'a-value' })).not.toMatch(/azure|aws-sdk/)
  })

  test('the SDK of the store that is asked, and no other', async () => {
    const modules = await modulesOf(command, ['secrets', 'check'], stores)
    expect(modules).toMatch(/@azure\/keyvault-secrets/)
    expect(modules).not.toMatch(/aws-sdk/)
  })

  test('by the library no SDK and no rules where the environment has it all', async () => {
    await using folder = await project({
      'app.mjs': `const { defineSecrets, loadSecrets } = await import(${JSON.stringify(join(PACKAGE, 'dist', 'secrets.js'))})
await loadSecrets(defineSecrets({ A: {} }))`,
    })
    const modules = await modulesOf(join(folder.path, 'app.mjs'), [], { ...stores, A: 'a-value' })
    expect(modules).toMatch(/secrets\.js/)
    expect(modules).not.toMatch(/azure|aws-sdk|built-in-rules|stores-|parse-settings/)
  })
})

describe('bad input: one line that says what is wrong, and one that says what to do', () => {
  async function refused(files: Record<string, string>, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    await using folder = await project(files)
    const { code, stdout, stderr } = await keywarden(folder.path, ['secrets', ...args], { env })
    const lines = stderr.trimEnd().split('\n')
    expect({ stdout, lines: lines.length }, stderr).toEqual({ stdout: '', lines: 2 })
    return `${code} ${lines.map((line) => line.replace(/^keywarden: /, '')).join(' | ')}`
  }

  test('nothing tells which keys are needed', async () => {
    expect(await refused({}, ['check'])).toMatch(/^2 nothing tells which keys are needed: .* \| write one, /)
  })

  test('a name that is no environment', async () => {
    const files = { '.env.example': 'A=\n' }
    expect(await refused(files, ['check', '--env', '../etc'])).toMatch(/^2 --env names no environment/)
    expect(await refused(files, ['check'], { NODE_ENV: 'a b' })).toMatch(/^2 NODE_ENV names no environment/)
  })

  test('a value in place of a name is not repeated', async () => {
    const value = mock('stripe-secret-key').replace('_', '-')
    const says = await refused({}, ['explain', `${value}=`])
    expect(says).toMatch(/^2 that is no name of a key/)
    expect(says).not.toContain(value)
  })

  test('a rule that does not exist', async () => {
    const files = { '.env.example': '# rule: no-such-rule\nA=\n', '.env': 'A=a\n' }
    expect(await refused(files, ['check'])).toBe(
      '2 A names a rule that does not exist: no-such-rule | keywarden rules list shows the rules',
    )
  })

  test('types for a file of somebody else', async () => {
    const files = { '.env.example': 'A=\n', 'app.ts': 'export {}\n' }
    expect(await refused(files, ['types', 'app.ts'])).toMatch(/^2 app.ts was not written by keywarden/)
  })
})

describe('a store that fails is never a key that is missing', () => {
  async function checked(toml: string, env: NodeJS.ProcessEnv = {}) {
    await using folder = await project({ '.env.example': 'A=\n', 'keywarden.toml': toml })
    const { code, stdout } = await keywarden(folder.path, ['secrets', 'check'], { env: { ...AWS, ...env } })
    const lines = stdout.split('\n')
    const at = lines.findIndex((line) => line.startsWith('A '))
    expect(lines[at + 1]).toMatch(/^ {4}do {6}\S/)
    return { code, says: lines[at] }
  }

  test('nobody answers', async () => {
    expect(await checked('', { KEY_VAULT_URI: 'http://127.0.0.1:1' })).toEqual({
      code: 3,
      says: expect.stringMatching(/^A is not known: Azure Key Vault http:\/\/127\.0\.0\.1:1.*ECONNREFUSED/),
    })
  })

  test('a store without an address', async () => {
    expect(await checked('[[secrets.stores]]\nkind = "azure-key-vault"\n')).toEqual({
      code: 3,
      says: 'A is not known: keywarden.toml:1: this store has no url',
    })
  })

  test.each([
    ['no such secret', null, /there is no such secret/],
    ['JSON that is not an object', '["a"]', /its value is no JSON object/],
  ])('%s', async (_, text, says) => {
    const { fake, server } = await FakeAwsSecretsManager.start()
    await using _server = server
    if (text !== null) fake.put('acme/app', text)
    const toml = `[[secrets.stores]]\nkind = "aws-secrets-manager"\nregion = "eu-west-1"\nendpoint = "${server.url}"\nsecret = "acme/app"\n`
    expect(await checked(toml)).toEqual({ code: 3, says: expect.stringMatching(says) })
  })

  test('is told once, for all keys that it may have', async () => {
    await using folder = await project({ '.env.example': 'A=\nB=\nC=\n', '.env': 'B=b-value\n' })
    const run = await keywarden(folder.path, ['secrets', 'check'], { env: { KEY_VAULT_URI: 'http://127.0.0.1:1' } })
    expect(run.stdout).toMatch(
      /^A, C are not known: Azure Key Vault http:.*127\.0\.0\.1:1.*\n {4}do {6}\S.*\n\nvalues are/m,
    )
    const offline = await keywarden(folder.path, ['secrets', 'check', '--offline'], {
      env: { KEY_VAULT_URI: 'http://127.0.0.1:1' },
    })
    expect(offline).toMatchObject({ code: 3, stdout: expect.stringMatching(/^A, C are in no local place, and Azure/m) })
    for (const { stdout } of [run, offline]) {
      expect(stdout).toMatch(/\n1 key, nothing wrong\n2 keys could not be judged\n$/)
      expect(stdout).not.toMatch(/missing|not found|not there|mended/)
    }
  })

  test('a reference that is not followed is told by its place', async () => {
    await using folder = await project({ '.env.example': 'A=\n', '.env': 'A=aws-sm://acme/app#A\n' })
    const { code, stdout } = await keywarden(folder.path, ['secrets', 'check', '--offline'])
    expect(code).toBe(3)
    expect(stdout).toContain('A is not known: A in .env is a reference to a store, which was not asked\n')
  })

  test('what is really wrong counts for more, and is told apart', async () => {
    await using folder = await project({ '.env.example': 'A=\nB=\nC=\n', '.env': 'B=changeme\nC=c-value\n' })
    const env = { KEY_VAULT_URI: 'http://127.0.0.1:1' }
    const { code, stdout } = await keywarden(folder.path, ['secrets', 'check'], { env })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^B says that it is a placeholder/m)
    expect(stdout).toMatch(/^A is not known: Azure Key Vault/m)
    expect(stdout).toMatch(/\n1 of 3 keys to be mended\n1 key could not be judged\n$/)
  })

  test.each([[], ['--offline']])('an optional one may have what nothing else has: %j', async (...flags) => {
    await using folder = await project({
      '.env.example': 'A=\n',
      'keywarden.toml': '[[secrets.stores]]\nkind = "azure-key-vault"\nurl = "http://127.0.0.1:1"\noptional = true\n',
    })
    const check = await keywarden(folder.path, ['secrets', 'check', ...flags])
    expect(check).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/^A is (?:not known: |in no local place, and )Azure/m),
    })
    const explain = await keywarden(folder.path, ['secrets', 'explain', 'A', ...flags])
    expect(explain).toMatchObject({ code: 3, stdout: expect.stringMatching(/^A is not known: .*Azure/) })
    expect(check.stdout + explain.stdout).not.toMatch(/missing|nowhere/)
  })

  test('an optional one is a warning', async () => {
    await using folder = await project({
      '.env.example': 'A= # optional\n',
      'keywarden.toml': '[[secrets.stores]]\nkind = "azure-key-vault"\nurl = "http://127.0.0.1:1"\noptional = true\n',
    })
    const { code, stdout } = await keywarden(folder.path, ['secrets', 'check'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^warning: .*Azure Key Vault/m) })
  })
})
