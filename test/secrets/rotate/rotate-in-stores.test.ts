import { afterAll, beforeAll, beforeEach, describe, vi } from 'vitest'
import type { StoreSettings } from '../../../src/model/store-settings.ts'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { FakeAwsSecretsManager } from '../../support/fake-aws-secrets-manager.ts'
import { FakeAzureKeyVault } from '../../support/fake-azure-key-vault.ts'
import { FakeHashicorpVault } from '../../support/fake-hashicorp-vault.ts'
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
