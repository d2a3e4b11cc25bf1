import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { ScanError } from '../../../src/model/errors.ts'
import type { StoreSettings } from '../../../src/model/store-settings.ts'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { FakeAwsSecretsManager } from '../../support/fake-aws-secrets-manager.ts'
import { FakeAzureKeyVault } from '../../support/fake-azure-key-vault.ts'
import { FakeGoogleSecretManager } from '../../support/fake-google-secret-manager.ts'
import { FakeHashicorpVault } from '../../support/fake-hashicorp-vault.ts'

const folder = mkdtempSync(join(tmpdir(), 'keywarden-tls-'))
const caFile = join(folder, 'ca.pem')
const keyFile = join(folder, 'key.pem')
const options = ['-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
const made = spawnSync('openssl', [
  'req',
  '-x509',
  '-newkey',
  'rsa:2048',
  ...options,
  '-keyout',
  keyFile,
  '-out',
  caFile,
])
const hasOpenSsl = made.status === 0

let stop: (() => Promise<void>) | null = null
afterEach(async () => stop?.())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SERVICES: Readonly<Record<StoreSettings['kind'], (tls: { key: string; cert: string }) => Promise<Running>>> = {
  'aws-secrets-manager': (tls) => FakeAwsSecretsManager.start(tls),
  'azure-key-vault': (tls) => FakeAzureKeyVault.start(tls),
  'hashicorp-vault': (tls) => FakeHashicorpVault.start(tls),
  'google-secret-manager': (tls) => FakeGoogleSecretManager.start(tls),
}

interface Running {
  readonly server: { readonly url: string; [Symbol.asyncDispose](): Promise<void> }
}

async function open(kind: StoreSettings['kind'], more: object) {
  const { server } = await SERVICES[kind]({ key: readFileSync(keyFile, 'utf8'), cert: readFileSync(caFile, 'utf8') })
  const token = await FakeAzureKeyVault.start()
  stop = async () => {
    await server[Symbol.asyncDispose]()
    await token.server[Symbol.asyncDispose]()
  }
  const given = {
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    VAULT_TOKEN: 'testing',
    CLOUDSDK_AUTH_ACCESS_TOKEN: 'testing',
    IDENTITY_ENDPOINT: `${token.server.url}/token`,
    IDENTITY_HEADER: 'testing',
  }
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value)
  const shared = { url: server.url, endpoint: server.url, region: 'eu-west-1', project: 'acme' }
  return openStore({ kind, ...shared, disableChallengeResourceVerification: true, ...more } as StoreSettings)
}

const kinds = Object.keys(SERVICES) as StoreSettings['kind'][]

describe.skipIf(!hasOpenSsl)(
  `behind a certificate of one's own${hasOpenSsl ? '' : ' (openssl cannot be run here)'}`,
  () => {
    test.each(kinds)('%s is read with its authority named', async (kind) => {
      expect(await (await open(kind, { caFile })).read('KEY')).toBeNull()
    })

    test.each(kinds)('%s is not trusted without', async (kind) => {
      const error = await (await open(kind, {})).read('KEY').catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ScanError)
      expect(error).toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringMatching(/not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/),
        hint: expect.stringContaining('ca-file'),
      })
    })

    test.each(kinds)('%s tells of a file of authorities that is absent or holds none', async (kind) => {
      const empty = join(folder, 'empty.pem')
      writeFileSync(empty, 'nothing')
      for (const [file, says] of [
        [join(folder, 'absent'), /cannot be read/],
        [empty, /holds no certificate/],
      ] as const) {
        const error = await (await open(kind, { caFile: file })).read('KEY').catch((reason: unknown) => reason)
        await stop?.()
        expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(says) })
      }
    })
  },
)
