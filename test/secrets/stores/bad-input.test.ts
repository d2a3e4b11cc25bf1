import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { ScanError } from '../../../src/model/errors.ts'
import { Secret } from '../../../src/model/secret.ts'
import { STORE_KINDS, type StoreSettings } from '../../../src/model/store-settings.ts'
import { azureFailure } from '../../../src/secrets/stores/azure-failure.ts'
import type { SecretStore } from '../../../src/secrets/stores/store.ts'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import type { Planned } from '../../support/fake-server.ts'
import { runStores } from '../../support/run-stores.ts'

const services = runStores()
const VALUE = `value-${randomUUID()}`

const failureOf = async (work: () => unknown): Promise<ScanError> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof ScanError) return error
    throw error
  }
  throw new Error('nothing failed')
}
const write = (store: SecretStore, key = 'KEY', value = VALUE) =>
  store.write(key, new Secret(value), { stage: 'current', requestId: randomUUID() })
const open = (kind: StoreSettings['kind'], more: object = {}) =>
  openStore({ ...services.settings(kind), ...more } as StoreSettings)

/** One line with a remedy, and no value anywhere that a program or a log could show. */
function expectTold(error: ScanError, code: string, says: RegExp, hint: RegExp): void {
  expect({ code: error.code, message: error.message, hint: error.hint }).toEqual({
    code,
    message: expect.stringMatching(says),
    hint: expect.stringMatching(hint),
  })
  const shown = [error.hint, JSON.stringify(error), inspect(error, { depth: 10, showHidden: true })].join(' ')
  expect(error.message + error.hint).not.toContain('\n')
  expect(shown).not.toContain(VALUE)
}

const aws = (type: string, message = '', status = 400): Planned => ({
  status,
  body: { __type: type, Message: message },
})
const azure = (status: number, code: string, inner?: string): Planned => ({
  status,
  body: { error: { code, message: 'x', ...(inner && { innererror: { code: inner } }) } },
  when: /secrets/,
})

describe('AWS Secrets Manager', () => {
  test.each<[string, Planned, string, RegExp, RegExp]>([
    ['expired credentials', aws('ExpiredTokenException'), 'STORE_DENIED', /expired/, /aws sso login/],
    [
      'unknown credentials',
      aws('UnrecognizedClientException'),
      'STORE_DENIED',
      /does not accept/,
      /get-caller-identity/,
    ],
    ['wrong signature', aws('InvalidSignatureException'), 'STORE_DENIED', /does not accept/, /clock/],
    ['forbidden', aws('AccessDeniedException'), 'STORE_DENIED', /secretsmanager:GetSecretValue/, /least policy/],
    ['KMS key', aws('DecryptionFailure'), 'STORE_DENIED', /KMS key/, /kms:Decrypt/],
    ['throttled', aws('ThrottlingException'), 'STORE_UNAVAILABLE', /asked too often/, /wait/],
    ['service down', aws('InternalServiceError', '', 500), 'STORE_UNAVAILABLE', /service failed/, /try again/],
    ['an answer of a proxy', { status: 502, body: undefined }, 'STORE_UNAVAILABLE', /service failed/, /try again/],
    ['not foreseen', aws('SomethingNew', VALUE), 'STORE_REFUSED', /refuses the request/, /name of the secret/],
  ])('%s', async (_name, planned, code, says, hint) => {
    services.aws.server.plan(planned)
    expectTold(await failureOf(() => open('aws-secrets-manager').read('KEY')), code, says, hint)
  })

  test('ROT-06: a request that is throttled once is made again', async () => {
    const store = open('aws-secrets-manager')
    await write(store)
    services.aws.server.plan({ ...aws('ThrottlingException'), times: 1 })
    expect((await store.read('KEY'))?.value.reveal()).toBe(VALUE)
  })

  test('missing credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined)
    const error = await failureOf(() => open('aws-secrets-manager').read('KEY'))
    expectTold(error, 'STORE_DENIED', /no AWS credentials/, /aws configure/)
  })

  test('a profile that is not there', async () => {
    const error = await failureOf(() => open('aws-secrets-manager', { profile: 'absent' }).read('KEY'))
    expectTold(error, 'STORE_DENIED', /no AWS credentials/, /AWS_PROFILE/)
  })

  test('no region', async () => {
    const error = await failureOf(() => open('aws-secrets-manager', { region: undefined }).read('KEY'))
    expectTold(error, 'CONFIG_INVALID', /no AWS region/, /AWS_REGION/)
  })

  test('a region that there is not', async () => {
    const error = await failureOf(() =>
      open('aws-secrets-manager', { region: 'eu-wset-1', endpoint: 'https://aws.invalid' }).read('KEY'),
    )
    expectTold(error, 'STORE_UNAVAILABLE', /cannot be reached/, /region|network/)
  })

  test('a secret that holds all keys and is not in this region', async () => {
    const error = await failureOf(() => open('aws-secrets-manager', { secret: 'acme/app' }).read('KEY'))
    expectTold(error, 'STORE_REFUSED', /eu-west-1 acme\/app: there is no such secret/, /place right/)
  })

  test('pending deletion, for who reads and who writes', async () => {
    services.aws.fake.put('KEY', VALUE)
    services.aws.fake.scheduleDeletion('KEY')
    const store = open('aws-secrets-manager')
    for (const work of [() => store.read('KEY'), () => write(store)]) {
      expectTold(await failureOf(work), 'STORE_REFUSED', /scheduled for deletion/, /restore-secret/)
    }
  })

  test('a secret of bytes', async () => {
    services.aws.fake.put('KEY', null)
    expectTold(await failureOf(() => open('aws-secrets-manager').read('KEY')), 'STORE_REFUSED', /binary/, /base64/)
  })

  test('a value over the limit, before it is sent', async () => {
    const error = await failureOf(() => write(open('aws-secrets-manager'), 'KEY', VALUE + 'x'.repeat(65_536)))
    expectTold(error, 'STORE_REFUSED', /has \d+ bytes.*takes 65536/, /split/)
    expect(services.aws.server.requests).toEqual([])
  })

  test('SEC-15: a value over the limit of another service of the same wire, which repeats it', async () => {
    services.aws.server.plan({ ...aws('ValidationException', `Value '${VALUE}' at 'secretString' is too long`) })
    expectTold(await failureOf(() => write(open('aws-secrets-manager'))), 'STORE_REFUSED', /refuses/, /name/)
  })

  test('a name that is too long', async () => {
    const error = await failureOf(() => open('aws-secrets-manager').read('K'.repeat(513)))
    expectTold(error, 'STORE_REFUSED', /513 characters/, /512/)
  })
})

describe('Azure Key Vault', () => {
  test.each<[string, Planned, string, RegExp, RegExp]>([
    ['wrong tenant', azure(401, 'Unauthorized'), 'STORE_DENIED', /does not accept the sign-in/, /az login/],
    ['forbidden', azure(403, 'Forbidden', 'ForbiddenByRbac'), 'STORE_DENIED', /not allow to get/, /Secrets User/],
    ['firewall', azure(403, 'Forbidden', 'ForbiddenByFirewall'), 'STORE_DENIED', /firewall/, /networking/],
    ['service down', azure(500, 'InternalServerError'), 'STORE_UNAVAILABLE', /service failed/, /try again/],
    ['not foreseen', azure(400, 'BadParameter'), 'STORE_REFUSED', /refuses.*BadParameter/, /service-version/],
  ])('%s', async (_name, planned, code, says, hint) => {
    services.azure.server.plan(planned)
    expectTold(await failureOf(() => open('azure-key-vault').read('KEY')), code, says, hint)
  })

  test('ROT-06: throttled: the wait that it asks for is heeded, and one that is too long is told of at once', async () => {
    const store = open('azure-key-vault')
    await write(store)
    services.azure.server.plan({ ...azure(429, 'Throttled'), headers: { 'retry-after': '0' }, times: 1 })
    expect((await store.read('KEY'))?.value.reveal()).toBe(VALUE)
    services.azure.server.clear()
    services.azure.server.plan({ ...azure(429, 'Throttled'), headers: { 'retry-after': '600' } })
    expectTold(await failureOf(() => store.read('KEY')), 'STORE_UNAVAILABLE', /asked too often/, /wait/)
    expect(services.azure.server.requests).toHaveLength(1)
  })

  test('missing credentials', async () => {
    vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'EnvironmentCredential')
    const error = await failureOf(() => open('azure-key-vault').read('KEY'))
    expectTold(error, 'STORE_DENIED', /no Azure credentials/, /az login/)
  })

  test.each([
    ['AuthenticationError', /does not accept the credentials, or they have expired/],
    ['AuthenticationRequiredError', /sign-in has expired/],
  ])('%s of the SDK', (name, says) => {
    const thrown = Object.assign(new Error(`AADSTS7000222: the client secret ${VALUE} has expired\nTrace ID: 1`), {
      name,
    })
    expectTold(azureFailure(thrown, 'KEY', 'Azure Key Vault https://a', 'get'), 'STORE_DENIED', says, /az login/)
  })

  test('a vault that there is not', async () => {
    const error = await failureOf(() => open('azure-key-vault', { url: 'https://vault.invalid' }).read('KEY'))
    expectTold(error, 'STORE_UNAVAILABLE', /cannot be reached \((?:ENOTFOUND|EAI_AGAIN)\)/, /network/)
  })

  test.each([
    ['being deleted', azure(409, 'Conflict', 'ObjectIsBeingDeleted'), 'STORE_REFUSED', /is being deleted/, /recover/],
    [
      'being recovered',
      azure(409, 'Conflict', 'ObjectIsBeingRecovered'),
      'STORE_UNAVAILABLE',
      /being recovered/,
      /again/,
    ],
  ])('a name that is %s', async (_name, planned, code, says, hint) => {
    const store = open('azure-key-vault')
    services.azure.server.plan({ ...planned, when: /^PUT/ })
    expectTold(await failureOf(() => write(store)), code, says, hint)
  })

  test('a page that is not there is no secret that is not there', async () => {
    services.azure.server.plan({ status: 404, body: 'no such page', when: /secrets/ })
    const error = await failureOf(() => open('azure-key-vault').read('KEY'))
    expectTold(error, 'STORE_REFUSED', /refuses/, /service-version/)
  })

  test('ROT-05: soft-deleted', async () => {
    services.azure.fake.put('key', VALUE)
    services.azure.fake.delete('key')
    const store = open('azure-key-vault')
    expectTold(await failureOf(() => write(store)), 'STORE_REFUSED', /deleted and can be recovered/, /recover/)
  })

  test('disabled', async () => {
    services.azure.fake.put('key', VALUE)
    services.azure.fake.disable('key')
    const error = await failureOf(() => open('azure-key-vault').read('KEY'))
    expectTold(error, 'STORE_REFUSED', /newest version is disabled/, /enable/)
  })

  test('a value over the limit, before it is sent', async () => {
    const error = await failureOf(() => write(open('azure-key-vault'), 'KEY', VALUE + 'x'.repeat(25_600)))
    expectTold(error, 'STORE_REFUSED', /takes 25600/, /split/)
  })

  test.each(['K'.repeat(128), 'naïve'])('a name that Azure does not take: %s', async (key) => {
    expectTold(await failureOf(() => open('azure-key-vault').read(key)), 'STORE_REFUSED', /its name in Azure/, /127/)
  })

  test('two keys that are spelled alike there', async () => {
    const store = open('azure-key-vault')
    await write(store, 'DATABASE_URL')
    for (const work of [() => write(store, 'database_url'), () => store.read('database_url')]) {
      expectTold(await failureOf(work), 'STORE_CONFLICT', /is the name of DATABASE_URL already/, /rename/)
    }
    expect((await store.list()).map(({ key }) => key)).toEqual(['DATABASE_URL'])
  })

  test('a secret that another tool has written is found by its name', async () => {
    services.azure.fake.put('Database-Url', VALUE)
    const store = open('azure-key-vault')
    expect((await store.read('DATABASE_URL'))?.value.reveal()).toBe(VALUE)
    expect((await store.list()).map(({ key }) => key)).toEqual(['DATABASE_URL'])
  })
})

describe('HashiCorp Vault', () => {
  const vault = (status: number, message: string): Planned => ({ status, body: { errors: [message] } })

  test.each<[string, Planned, string, RegExp, RegExp]>([
    ['forbidden', vault(403, 'permission denied'), 'STORE_DENIED', /token is not allowed/, /token lookup/],
    ['sealed', vault(503, 'Vault is sealed'), 'STORE_UNAVAILABLE', /sealed/, /unseal/],
    ['throttled', { ...vault(429, ''), headers: { 'retry-after': '60' } }, 'STORE_UNAVAILABLE', /too often/, /wait/],
    ['not KV 2', vault(400, 'invalid path'), 'STORE_REFUSED', /refuses/, /mount/],
  ])('%s', async (_name, planned, code, says, hint) => {
    services.vault.server.plan(planned)
    expectTold(await failureOf(() => open('hashicorp-vault').read('KEY')), code, says, hint)
  })

  test('no token', async () => {
    vi.stubEnv('VAULT_TOKEN', undefined)
    vi.stubEnv('BAO_TOKEN', undefined)
    vi.stubEnv('HOME', '/nowhere')
    const error = await failureOf(() => open('hashicorp-vault').read('KEY'))
    expectTold(error, 'STORE_DENIED', /no Vault token/, /vault login/)
  })

  test('deleted', async () => {
    services.vault.fake.put('KEY', { value: VALUE })
    services.vault.fake.delete('KEY')
    const error = await failureOf(() => open('hashicorp-vault').read('KEY'))
    expectTold(error, 'STORE_REFUSED', /has been deleted/, /undelete/)
  })

  test('a secret without the field that one value stands in', async () => {
    services.vault.fake.put('KEY', { user: 'a', password: VALUE })
    const error = await failureOf(() => open('hashicorp-vault').read('KEY'))
    expectTold(error, 'STORE_REFUSED', /no field "value"/, /secret = /)
  })
})

describe('Google Secret Manager', () => {
  const google = (status: number, reason: string): Planned => ({ status, body: { error: { status: reason } } })

  test.each<[string, Planned, string, RegExp, RegExp]>([
    ['expired', google(401, 'UNAUTHENTICATED'), 'STORE_DENIED', /expired/, /application-default login/],
    ['forbidden', google(403, 'PERMISSION_DENIED'), 'STORE_DENIED', /do not allow/, /secretAccessor/],
    ['service down', google(500, 'INTERNAL'), 'STORE_UNAVAILABLE', /service failed/, /try again/],
  ])('%s', async (_name, planned, code, says, hint) => {
    services.google.server.plan(planned)
    expectTold(await failureOf(() => open('google-secret-manager').read('KEY')), code, says, hint)
  })

  test('disabled', async () => {
    services.google.fake.put('KEY', 'eA==')
    services.google.fake.disable('KEY')
    const error = await failureOf(() => open('google-secret-manager').read('KEY'))
    expectTold(error, 'STORE_REFUSED', /disabled or destroyed/, /versions enable/)
  })

  test('a secret of bytes', async () => {
    services.google.fake.put('KEY', '/v8=')
    const error = await failureOf(() => open('google-secret-manager').read('KEY'))
    expectTold(error, 'STORE_REFUSED', /binary/, /base64/)
  })
})

/** Asks for a token of another tenant, of which the SDK has none yet. */
const UNKNOWN_TENANT: Planned = {
  status: 401,
  body: {},
  headers: {
    'www-authenticate': `Bearer authorization="https://login.test/${randomUUID()}", resource="https://${randomUUID()}.test"`,
  },
}

describe.each(STORE_KINDS)('%s', (kind) => {
  test('a host that is not there', async () => {
    const dead = { url: 'http://127.0.0.1:1', endpoint: 'http://127.0.0.1:1' }
    const error = await failureOf(() => open(kind, dead).read('KEY'))
    expectTold(error, 'STORE_UNAVAILABLE', /cannot be reached \(ECONNREFUSED\)/, /running/)
  })

  test('a host that does not answer', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(silent.address() as { port: number }).port}`
    const error = await failureOf(() => open(kind, { url, endpoint: url, timeout: 100 }).read('KEY'))
    silent.close()
    expectTold(error, 'STORE_UNAVAILABLE', /cannot be reached/, /network/)
  })

  test('credentials that are looked for without end', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(silent.address() as { port: number }).port}`
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined)
    vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', url)
    vi.stubEnv('IDENTITY_ENDPOINT', url)
    vi.stubEnv('GCE_METADATA_HOST', new URL(url).host)
    vi.stubEnv('CLOUDSDK_AUTH_ACCESS_TOKEN', undefined)
    vi.stubEnv('CLOUDSDK_CONFIG', '/nowhere')
    if (kind === 'hashicorp-vault') return // its token is in the environment or in a file
    services.azure.server.plan({ ...UNKNOWN_TENANT, when: /secrets/ })
    const error = await failureOf(() => open(kind, { timeout: 100 }).read('KEY'))
    silent.close()
    expect(['STORE_UNAVAILABLE', 'STORE_DENIED']).toContain(error.code)
    expectTold(error, error.code, /did not answer in time|cannot be reached|no (?:AWS|Google) credentials/, /\S/)
  })

  test('JSON that is no object', async () => {
    for (const text of ['["a"]', '"a"', 'plain', '']) {
      services.aws.fake.put('app', text)
      services.azure.fake.put('app', text)
      services.google.fake.put('app', Buffer.from(text).toString('base64'))
      const error = kind === 'hashicorp-vault' ? null : await failureOf(() => open(kind, { secret: 'app' }).read('KEY'))
      if (error) expectTold(error, 'STORE_REFUSED', /app: its value is no JSON object/, /layout single/)
    }
  })

  test('layout json without the name of a secret', async () => {
    const error = await failureOf(() => open(kind, { layout: 'json' }))
    expectTold(error, 'CONFIG_INVALID', /names no secret/, /secret = /)
  })
})

test.each(['http://vault.example', 'ftp://vault.example', 'vault.example', 'https://user:pass@vault.example'])(
  'an address that a vault is not asked by: %s',
  async (url) => {
    expectTold(await failureOf(() => open('azure-key-vault', { url })), 'CONFIG_INVALID', /url of Azure/, /https/)
  },
)
