import { createVerify, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { FakeGoogleSecretManager } from '../../support/fake-google-secret-manager.ts'
import { FakeServer, type Received, type Reply } from '../../support/fake-server.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

/** Google's token service and the metadata server of a machine in its cloud; a token is what the other fake takes. */
const signIn = (request: Received): Reply => {
  if (request.path.startsWith('/computeMetadata/')) {
    // cloud.google.com/compute/docs/metadata/querying-metadata: refused without this header
    if (request.headers['metadata-flavor'] !== 'Google') return { status: 403 }
    return { status: 200, body: { access_token: 'testing' } }
  }
  const body = JSON.parse(request.body) as Readonly<Record<string, string>>
  // developers.google.com/identity/protocols/oauth2: both grants, and the error of a refused one
  const isGranted = body['grant_type'] === 'refresh_token' ? body['refresh_token'] === 'kept' : isSigned(body)
  return isGranted
    ? { status: 200, body: { access_token: 'testing' } }
    : { status: 400, body: { error: 'invalid_grant' } }
}

function isSigned({ grant_type = '', assertion = '' }: Readonly<Record<string, string>>): boolean {
  const [head = '', claims = '', signature = ''] = assertion.split('.')
  const { iss, scope, exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const isWhole = iss === 'robot@acme.test' && scope.includes('cloud-platform') && exp - iat === 3600
  const isOurs = createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url')
  return grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && isWhole && isOurs
}

let folder = ''
let google: Awaited<ReturnType<typeof FakeGoogleSecretManager.start>>
let tokens: FakeServer

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keywarden-google-'))
  google = await FakeGoogleSecretManager.start()
  google.fake.put('KEY', Buffer.from('the value').toString('base64'))
  tokens = await FakeServer.start(signIn)
  for (const name of ['CLOUDSDK_AUTH_ACCESS_TOKEN', 'GOOGLE_APPLICATION_CREDENTIALS']) vi.stubEnv(name, undefined)
  vi.stubEnv('CLOUDSDK_CONFIG', folder)
  vi.stubEnv('GCE_METADATA_HOST', '127.0.0.1:1')
})
afterEach(async () => {
  await google.server[Symbol.asyncDispose]()
  await tokens[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const open = () => openStore({ kind: 'google-secret-manager', project: 'acme', endpoint: google.server.url })
const read = async () => (await open().read('KEY'))?.value.reveal()
const serviceAccount = (more: object = {}) => ({
  ...{
    type: 'service_account',
    client_email: 'robot@acme.test',
    private_key: privateKey,
    token_uri: `${tokens.url}/token`,
  },
  ...more,
})
const user = (more: object = {}) => ({
  ...{
    type: 'authorized_user',
    client_id: 'id',
    client_secret: 'shh',
    refresh_token: 'kept',
    token_uri: `${tokens.url}/token`,
  },
  ...more,
})
function name(content: object | string): void {
  const file = join(folder, 'named.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file)
}

describe('signs in', () => {
  test('with a token of the environment', async () => {
    vi.stubEnv('CLOUDSDK_AUTH_ACCESS_TOKEN', 'testing')
    expect(await read()).toBe('the value')
    expect(tokens.requests).toEqual([])
  })

  test('with the key file of a service account, by an assertion that it signs', async () => {
    name(serviceAccount())
    expect(await read()).toBe('the value')
    expect(tokens.requests).toHaveLength(1)
  })

  test('as the user of gcloud, from the file that gcloud keeps', async () => {
    writeFileSync(join(folder, 'application_default_credentials.json'), JSON.stringify(user()))
    expect(await read()).toBe('the value')
  })

  test('as the machine in the cloud', async () => {
    vi.stubEnv('GCE_METADATA_HOST', new URL(tokens.url).host)
    expect(await read()).toBe('the value')
  })

  test('once for many questions, and again when the token has run out', async () => {
    name(serviceAccount())
    const store = open()
    const bound = store.until?.(new AbortController().signal)
    await store.read('KEY')
    await bound?.readMany(['KEY', 'OTHER'])
    expect(tokens.requests).toHaveLength(1)
    google.server.plan({ status: 401, body: { error: { status: 'UNAUTHENTICATED' } }, times: 1 })
    expect((await store.read('KEY'))?.value.reveal()).toBe('the value')
    expect(tokens.requests).toHaveLength(2)
  })

  test('anew after a failure: somebody may have signed in meanwhile', async () => {
    const store = open()
    await expect(store.read('KEY')).rejects.toThrow('no Google credentials')
    name(user())
    expect((await store.read('KEY'))?.value.reveal()).toBe('the value')
  })
})

const BROKEN_KEY = privateKey.slice(0, 200)

describe('tells in one line, with a remedy and without the key,', () => {
  test.each<[string, () => void, string, RegExp, RegExp]>([
    ['no credentials', () => {}, 'STORE_DENIED', /no Google credentials/, /application-default login/],
    ['a sign-in that was revoked', () => name(user({ refresh_token: 'old' })), 'STORE_DENIED', /expired/, /login/],
    [
      'a file that is not there',
      () => vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '/nowhere'),
      'STORE_DENIED',
      /GOOGLE_APPLICATION_CREDENTIALS names/,
      /path/,
    ],
    ['a file that is no JSON', () => name(BROKEN_KEY), 'STORE_DENIED', /cannot be read as/, /path/],
    [
      'a folder',
      () => {
        mkdirSync(join(folder, 'd'))
        vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', join(folder, 'd'))
      },
      'STORE_DENIED',
      /cannot be read as/,
      /path/,
    ],
    [
      'a key that was cut off',
      () => name(serviceAccount({ private_key: BROKEN_KEY })),
      'STORE_DENIED',
      /private key/,
      /new key file/,
    ],
    [
      'another kind of credentials',
      () => name({ type: 'external_account' }),
      'STORE_DENIED',
      /kind external_account are not supported/,
      /print-access-token/,
    ],
    [
      'a token service that is down',
      () => {
        tokens.plan({ status: 500, body: {} })
        name(user())
      },
      'STORE_UNAVAILABLE',
      /service failed/,
      /again/,
    ],
    [
      'a token service that is not there',
      () => name(user({ token_uri: 'http://127.0.0.1:1/token' })),
      'STORE_UNAVAILABLE',
      /ECONNREFUSED/,
      /running/,
    ],
    [
      'a token service that would be asked in the open',
      () => name(user({ token_uri: 'http://tokens.test/' })),
      'CONFIG_INVALID',
      /token service/,
      /https/,
    ],
  ])('%s', async (_name, arrange, code, says, hint) => {
    arrange()
    const error = await read().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code, message: expect.stringMatching(says), hint: expect.stringMatching(hint) })
    const { message, hint: remedy } = error as { message: string; hint: string }
    expect(message + remedy).not.toMatch(/\n|PRIVATE|shh/)
  })
})
