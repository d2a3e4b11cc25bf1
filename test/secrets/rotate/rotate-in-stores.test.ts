import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Secret } from '../../../src/model/secret.ts'
import type { StoreSettings } from '../../../src/model/store-settings.ts'
import { rotateSecret } from '../../../src/secrets/rotate/rotate-secret.ts'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { FakeAwsSecretsManager } from '../../support/fake-aws-secrets-manager.ts'
import { FakeAzureKeyVault } from '../../support/fake-azure-key-vault.ts'
import { FakeHashicorpVault } from '../../support/fake-hashicorp-vault.ts'
import { memoryJournal } from './crashing-ports.ts'
import { rotationContract } from './rotation-contract.ts'

/** The fakes speak the wire of the services; see each for the documents that it follows. */
const SERVICES = {
  'AWS Secrets Manager': {
    start: () => FakeAwsSecretsManager.start(),
    settings: (endpoint: string): StoreSettings => ({ kind: 'aws-secrets-manager', endpoint, region: 'eu-west-1' }),
  },
  'Azure Key Vault': {
    start: () => FakeAzureKeyVault.start(),
    settings: (url: string): StoreSettings => {
      return { kind: 'azure-key-vault', url, disableChallengeResourceVerification: true }
    },
  },
  'HashiCorp Vault': {
    start: () => FakeHashicorpVault.start(),
    settings: (url: string): StoreSettings => ({ kind: 'hashicorp-vault', url }),
  },
}

describe.each(Object.entries(SERVICES))('%s', (_, { start, settings }) => {
  let running: Awaited<ReturnType<typeof start>>

  beforeAll(async () => {
    running = await start()
  })
  afterAll(() => running.server[Symbol.asyncDispose]())
  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing')
    vi.stubEnv('IDENTITY_ENDPOINT', `${running.server.url}/token`)
    vi.stubEnv('IDENTITY_HEADER', 'testing')
    vi.stubEnv('VAULT_TOKEN', 'testing')
  })

  describe('one secret a key', () => {
    rotationContract((name) => openStore({ ...settings(running.server.url), prefix: `${name}-` }))
  })

  describe('one JSON secret', () => {
    rotationContract((name) => openStore({ ...settings(running.server.url), secret: name }))
  })
})

test('ROT-05: Azure disables the version before only after the grace time, hands out the new one, and deletes nothing', async () => {
  const { server } = await FakeAzureKeyVault.start()
  await using _server = server
  vi.stubEnv('IDENTITY_ENDPOINT', `${server.url}/token`)
  vi.stubEnv('IDENTITY_HEADER', 'testing')
  const store = openStore(SERVICES['Azure Key Vault'].settings(server.url))
  const old = await store.write('KEY', new Secret('old'), { stage: 'current', requestId: randomUUID() })
  server.clear()
  let time = Date.now()
  const ports = { store, journal: memoryJournal(), newId: randomUUID, now: () => time, verify: null }
  const rotate = () =>
    rotateSecret(
      { key: 'KEY', grace: 60_000, finding: null },
      { ...ports, newValue: async () => new Secret('new'), conclude: async () => {} },
    )
  const endings = () =>
    server.requests.filter(({ method, path }) => method === 'PATCH' && path.includes(`/secrets/key/${old.id}`))
  expect(await rotate()).toMatchObject({ kind: 'waiting' })
  expect((await store.read('KEY'))?.value.reveal()).toBe('new')
  expect((await store.read('KEY', { id: old.id }))?.value.reveal()).toBe('old')
  expect(endings()).toEqual([])
  time += 60_001
  expect(await rotate()).toMatchObject({ kind: 'done' })
  expect(endings().map(({ body }) => JSON.parse(body).attributes)).toEqual([{ enabled: false }])
  expect((await store.read('KEY'))?.value.reveal()).toBe('new')
  expect(await store.read('KEY', { id: old.id })).toBeNull()
  expect(
    server.requests.filter(({ method, path }) => method === 'DELETE' || /deletedsecrets|purge/.test(path)),
  ).toEqual([])
})
