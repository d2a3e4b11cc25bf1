import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import { ScanError } from '../../../src/model/errors.ts'
import { checkRequiredSecrets, defineSecrets, loadSecrets, openSecrets, Secret } from '../../../src/secrets.ts'
import { FakeStore, storeError } from '../../secrets/fake-store.ts'
import { FakeAwsSecretsManager } from '../../support/fake-aws-secrets-manager.ts'
import { FakeAzureKeyVault } from '../../support/fake-azure-key-vault.ts'
import { temporaryFolder } from '../../support/git-repo.ts'
import { mock } from '../../support/mock.ts'

async function project(files: Record<string, string> = {}) {
  const folder = await temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder.path, name, '..'), { recursive: true })
    writeFileSync(join(folder.path, name), text)
  }
  return folder
}

async function refusal(work: Promise<unknown>): Promise<ScanError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ScanError) return error
  throw new Error('it was not refused', { cause: error })
}

const definition = defineSecrets({
  ANTHROPIC_API_KEY: { rule: 'anthropic-api-key' },
  SENTRY_DSN: { required: false },
  PORT: { sensitive: false, default: '3000', schema: v.pipe(v.string(), v.transform(Number), v.integer()) },
  REGION: { sensitive: false },
})

describe('loadSecrets', () => {
  test('gives secrets as Secret, the others as their schema has them, and nothing can be changed', async () => {
    await using folder = await project({ '.env': `ANTHROPIC_API_KEY=${mock('anthropic-api-key')}\n` })
    const settings = await loadSecrets(definition, { cwd: folder.path, env: { REGION: 'eu' } })
    expect(settings.ANTHROPIC_API_KEY.reveal()).toBe(mock('anthropic-api-key'))
    expect(String(settings.ANTHROPIC_API_KEY)).toBe('sk-ant-api****')
    expect(settings).toMatchObject({ SENTRY_DSN: undefined, PORT: 3000, REGION: 'eu' })
    expectTypeOf(settings.PORT).toEqualTypeOf<number>()
    expect(Object.isFrozen(settings)).toBe(true)
    expect(JSON.stringify(settings)).not.toContain(mock('anthropic-api-key'))
  })

  test('names everything that is wrong at once, and no value', async () => {
    await using folder = await project()
    const env = { ANTHROPIC_API_KEY: 'hunter2-hunter2', SENTRY_DSN: '<your dsn>', PORT: 'half' }
    const { code, message, hint } = await refusal(loadSecrets(definition, { cwd: folder.path, env }))
    expect(code).toBe('SECRET_INVALID')
    expect(message.split('\n')).toEqual([
      '4 settings are not as they must be (no environment named)',
      '  ANTHROPIC_API_KEY does not begin with sk-ant-api (environment): Anthropic API key, sk-ant-api03-…AA, 108 characters, https://platform.claude.com/settings/keys',
      '  SENTRY_DSN says that it is a placeholder (environment)',
      '  PORT is refused: Invalid integer: Received NaN (environment)',
      '  REGION is missing',
    ])
    expect(`${message}${hint}`).not.toMatch(/hunter2|your dsn|half/)
  })

  test('says what is wrong with the store where only that is', async () => {
    await using folder = await project()
    const store = new FakeStore({})
    store.fails = () => storeError('STORE_UNAVAILABLE')
    const keys = defineSecrets({ A: {}, B: {} })
    const error = await refusal(loadSecrets(keys, { cwd: folder.path, env: {}, stores: [store] }))
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', message: 'Fake Store: cannot be reached' })
    const both = await refusal(loadSecrets(keys, { cwd: folder.path, env: { A: 'changeme' }, stores: [store] }))
    expect(both.code).toBe('SECRET_INVALID')
    expect(both.message).toContain('B is not known: Fake Store: cannot be reached')
  })

  test('takes the keys from .env.example where no definition tells them', async () => {
    await using folder = await project({ '.env.example': 'A=\nB= # optional\nPORT=3000\n', '.env': 'A=a\n' })
    const settings = await loadSecrets({ cwd: folder.path, env: {} })
    expect(settings).toEqual({ A: new Secret('a'), B: undefined, PORT: '3000' })
    expect((settings['A'] as Secret).reveal()).toBe('a')
    await using empty = await project()
    expect(await refusal(loadSecrets({ cwd: empty.path, env: {} }))).toMatchObject({ code: 'CONFIG_INVALID' })
  })

  test('a schema may have the default, for what is no secret', async () => {
    await using folder = await project()
    const level = v.optional(v.picklist(['debug', 'info']), 'info')
    const keys = defineSecrets({ LEVEL: { sensitive: false, schema: level } })
    expect(await loadSecrets(keys, { cwd: folder.path, env: {} })).toEqual({ LEVEL: 'info' })
    expect(await loadSecrets(keys, { cwd: folder.path, env: { LEVEL: 'debug' } })).toEqual({ LEVEL: 'debug' })
  })

  test('a rule that does not exist is an error of the definition', async () => {
    await using folder = await project()
    const keys = defineSecrets({ A: { rule: 'no-such-rule' } })
    const error = await refusal(loadSecrets(keys, { cwd: folder.path, env: { A: 'a' } }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: 'A names a rule that does not exist: no-such-rule' })
  })

  test('prints nothing, and tells warnings to whoever asks for them', async () => {
    await using folder = await project({
      'keywarden.toml': '[[secrets.stores]]\nkind = "azure-key-vault"\nurl = "http://127.0.0.1:1"\noptional = true\n',
    })
    const written: unknown[] = []
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((text) => written.push(text) > 0),
    )
    const warnings: string[] = []
    const onWarning = (warning: string) => warnings.push(warning)
    const keys = defineSecrets({ A: { required: false } })
    try {
      expect(await loadSecrets(keys, { cwd: folder.path, env: {}, onWarning })).toEqual({ A: undefined })
    } finally {
      for (const spy of spies) spy.mockRestore()
    }
    expect(written).toEqual([])
    expect(warnings).toEqual([expect.stringContaining('Azure Key Vault http://127.0.0.1:1')])
  })
})

describe('programs without types', () => {
  test.each([
    ['bare keys', { API_TOKEN: {} }],
    ['a list of keys', ['API_TOKEN']],
    ['a misspelled option', { offlin: true }],
  ])('are told of %s', async (_what, passed) => {
    await using folder = await project({ '.env.example': 'OTHER=\n', '.env': 'OTHER=a\n' })
    vi.spyOn(process, 'cwd').mockReturnValue(folder.path)
    const { code, hint } = await refusal(loadSecrets(passed as object))
    vi.restoreAllMocks()
    expect(code).toBe('USAGE')
    expect(hint).toContain('defineSecrets')
  })
})

describe('requests', () => {
  test('fifty keys of one AWS JSON secret are one request', async () => {
    const { fake, server } = await FakeAwsSecretsManager.start()
    await using _server = server
    const names = Array.from({ length: 50 }, (_, i) => `KEY_${i}`)
    fake.put('acme/app', JSON.stringify(Object.fromEntries(names.map((name) => [name, `value of ${name}`]))))
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing')
    await using folder = await project({
      'keywarden.toml': `[[secrets.stores]]\nkind = "aws-secrets-manager"\nregion = "eu-west-1"\nendpoint = "${server.url}"\n`,
    })
    const keys = defineSecrets(Object.fromEntries(names.map((name) => [name, {}])))
    const options = { cwd: folder.path, env: { AWS_SECRET_NAME: 'acme/app' } }
    const settings = await loadSecrets(keys, options)
    expect(settings['KEY_49']?.reveal()).toBe('value of KEY_49')
    expect(server.requests).toHaveLength(1)
    const opened = await openSecrets(keys, options)
    await Promise.all(names.map((name) => opened.get(name)))
    await opened.load()
    expect(server.requests).toHaveLength(2)
  })

  test('a store is not asked for what the environment has', async () => {
    await using folder = await project()
    const store = new FakeStore({ A: 'store' })
    const settings = await loadSecrets(defineSecrets({ A: {} }), {
      cwd: folder.path,
      env: { A: 'env' },
      stores: [store],
    })
    expect([settings.A.reveal(), store.requests]).toEqual(['env', []])
  })
})

describe('references in .env', () => {
  test('are followed to Azure and AWS, each key of one store with one opening of it', async () => {
    const [azure, aws] = await Promise.all([FakeAzureKeyVault.start(), FakeAwsSecretsManager.start()])
    await using _azure = azure.server
    await using _aws = aws.server
    azure.fake.put('db-url', 'postgres://vault/app')
    aws.fake.put('acme/app', '{"A":"first","B":"second"}')
    aws.fake.put('whole', 'all of it')
    vi.stubEnv('IDENTITY_ENDPOINT', `${azure.server.url}/token`)
    vi.stubEnv('IDENTITY_HEADER', 'testing')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing')
    await using folder = await project({
      'keywarden.toml': `[[secrets.stores]]
kind = "azure-key-vault"
url = "${azure.server.url}"
disable-challenge-resource-verification = true
environments = ["production"]
[[secrets.stores]]
kind = "aws-secrets-manager"
region = "eu-west-1"
endpoint = "${aws.server.url}"
secret = "other"
environments = ["nowhere", "staging"]
`,
      '.env': `DB_URL=azure-kv://127.0.0.1/db-url
A=aws-sm://acme/app#A
B=aws-sm://acme/app#B # the second one
WHOLE=aws-sm://whole
`,
    })
    const keys = defineSecrets({ DB_URL: {}, A: {}, B: {}, WHOLE: {} })
    const settings = await loadSecrets(keys, { cwd: folder.path, env: {}, environment: 'staging' })
    expect(Object.values(settings).map((secret) => secret.reveal())).toEqual([
      ...['postgres://vault/app', 'first', 'second', 'all of it'],
    ])
    // the document once for both of its keys, and the secret that stands by itself
    expect(aws.server.requests).toHaveLength(2)
  })
})

describe('openSecrets', () => {
  test('keeps an answer until it is refreshed', async () => {
    await using folder = await project()
    const store = new FakeStore({ A: 'old' })
    const secrets = await openSecrets(defineSecrets({ A: {} }), { cwd: folder.path, env: {}, stores: [store] })
    expect((await secrets.get('A')).reveal()).toBe('old')
    store.values['A'] = 'new'
    expect((await secrets.get('A')).reveal()).toBe('old')
    expect((await secrets.refresh('A')).reveal()).toBe('new')
    expect(store.requests).toHaveLength(2)
  })

  test('explains without the value', async () => {
    await using folder = await project({ '.env': 'A=hunter2\n' })
    const secrets = await openSecrets(defineSecrets({ A: {} }), { cwd: folder.path, env: {}, stores: [] })
    const explanation = await secrets.explain('A')
    expect(explanation.origin).toEqual({ kind: 'env-file', label: '.env', detail: 'line 1' })
    expect(JSON.stringify(explanation)).not.toContain('hunter2')
  })

  test('refuses a key that is not defined', async () => {
    await using folder = await project()
    const secrets = await openSecrets(defineSecrets({ A: {} }), { cwd: folder.path, env: {}, stores: [] })
    // @ts-expect-error no such key
    expect(await refusal(secrets.get('toString'))).toMatchObject({ code: 'USAGE' })
  })
})

describe('checkRequiredSecrets', () => {
  test('tells of every key what is wrong with it', async () => {
    await using folder = await project({ '.env.example': 'REGION=eu-central-1\n', '.env.production': 'REGION=eu\n' })
    const env = { ANTHROPIC_API_KEY: mock('anthropic-api-key').slice(0, 50), NODE_ENV: 'production' }
    const report = await checkRequiredSecrets(definition, { cwd: folder.path, env })
    expect(report).toMatchObject({
      environment: { name: 'production', saidBy: 'NODE_ENV' },
      source: 'definition',
      valid: false,
      complete: true,
    })
    expect(report.keys.map(({ key, problem }) => [key, problem?.code ?? null])).toEqual([
      ['ANTHROPIC_API_KEY', 'malformed'],
      ['SENTRY_DSN', null],
      ['PORT', null],
      ['REGION', null],
    ])
    expect(JSON.stringify(report)).not.toContain(env.ANTHROPIC_API_KEY)
  })

  test('is not complete where a store could not be asked', async () => {
    await using folder = await project()
    const options = { cwd: folder.path, env: {}, stores: [new FakeStore({ A: 'a' })], offline: true }
    const report = await checkRequiredSecrets(defineSecrets({ A: {} }), options)
    expect(report).toMatchObject({ complete: false, valid: false })
    expect(report.keys[0]?.problem?.code).toBe('unknown')
  })

  test('a value that stands in .env.example is nobody’s secret', async () => {
    await using folder = await project({ '.env.example': 'A_SECRET=made-up-for-all\n' })
    const report = await checkRequiredSecrets(defineSecrets({ A_SECRET: {} }), {
      ...{ cwd: folder.path, env: { A_SECRET: 'made-up-for-all' } },
    })
    expect(report.keys[0]?.problem?.code).toBe('same-as-example')
  })
})
