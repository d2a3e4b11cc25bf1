import { afterAll, beforeAll, beforeEach, vi } from 'vitest'
import type { StoreSettings } from '../../src/model/store-settings.ts'
import { FakeAwsSecretsManager } from './fake-aws-secrets-manager.ts'
import { FakeAzureKeyVault } from './fake-azure-key-vault.ts'
import { FakeGoogleSecretManager } from './fake-google-secret-manager.ts'
import { FakeHashicorpVault } from './fake-hashicorp-vault.ts'

/** Credentials that the fakes take, and nothing of the machine's own. */
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_REGION: undefined,
  AWS_DEFAULT_REGION: undefined,
  AWS_PROFILE: undefined,
  AWS_CONFIG_FILE: '/nowhere',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  AWS_EC2_METADATA_DISABLED: 'true',
  IDENTITY_HEADER: 'testing',
  VAULT_TOKEN: 'testing',
  CLOUDSDK_AUTH_ACCESS_TOKEN: 'testing',
} as const

/** Starts a fake of every service for a file of tests; each test begins with empty fakes that plan nothing. */
export function runStores() {
  const start = async () => ({
    aws: await FakeAwsSecretsManager.start(),
    azure: await FakeAzureKeyVault.start(),
    vault: await FakeHashicorpVault.start(),
    google: await FakeGoogleSecretManager.start(),
  })
  let running: Awaited<ReturnType<typeof start>>
  const stop = () => Promise.all(Object.values(running).map(({ server }) => server[Symbol.asyncDispose]()))
  beforeAll(async () => {
    running = await start()
  })
  afterAll(stop)
  beforeEach(async () => {
    await stop()
    running = await start()
    for (const [name, value] of Object.entries(ENVIRONMENT)) vi.stubEnv(name, value)
    vi.stubEnv('IDENTITY_ENDPOINT', `${running.azure.server.url}/token`)
  })
  return {
    get aws() {
      return running.aws
    },
    get azure() {
      return running.azure
    },
    get vault() {
      return running.vault
    },
    get google() {
      return running.google
    },
    /** Settings that lead to the fake of a service. */
    settings(kind: StoreSettings['kind']): StoreSettings {
      switch (kind) {
        case 'aws-secrets-manager':
          return { kind, endpoint: running.aws.server.url, region: 'eu-west-1' }
        case 'azure-key-vault':
          return { kind, url: running.azure.server.url, disableChallengeResourceVerification: true }
        case 'hashicorp-vault':
          return { kind, url: running.vault.server.url }
        case 'google-secret-manager':
          return { kind, project: 'acme', endpoint: running.google.server.url }
      }
    },
  }
}
