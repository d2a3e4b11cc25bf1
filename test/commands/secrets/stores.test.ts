import { describe, expect, test } from 'vitest'
import { completeStore, namedStores, requireComplete } from '../../../src/commands/secrets/finish-store.ts'
import { referenceStore } from '../../../src/commands/secrets/reference-store.ts'
import { storeLabel } from '../../../src/commands/secrets/store-label.ts'
import type { NamedStore, UnfinishedStore } from '../../../src/config/config.ts'
import { DEFAULT_SETTINGS } from '../../../src/config/default-settings.ts'
import { parseReference } from '../../../src/secrets/resolve/reference.ts'
import { openStore } from '../../../src/secrets/stores/stores.ts'

const lookup = (variables: Record<string, string>) => (name: string) => variables[name] ?? ''
const settings = (...stores: readonly NamedStore[]) => ({ ...DEFAULT_SETTINGS.secrets, stores })
const named = (store: UnfinishedStore, environments: readonly string[] = []) => ({
  ...{ store, environments, isOptional: false, source: 'keywarden.toml:1' },
})

describe('which stores are asked', () => {
  const azure = named({ kind: 'azure-key-vault', url: 'https://a.vault.azure.net' }, ['production'])
  const aws = named({ kind: 'aws-secrets-manager', secret: 'acme' })
  const both = lookup({ KEY_VAULT_URI: 'https://b.vault.azure.net', AWS_SECRET_NAME: 'b' })
  const kinds = (...given: Parameters<typeof namedStores>) => namedStores(...given).map(({ store }) => store.kind)

  test('without settings, those that the environment names', () => {
    expect(kinds(settings(), '', both)).toEqual(['azure-key-vault', 'aws-secrets-manager'])
    expect(kinds(settings(), '', lookup({ AWS_SECRET_NAME: 'b' }))).toEqual(['aws-secrets-manager'])
    expect(kinds(settings(), '', lookup({}))).toEqual([])
  })

  test('with settings, those, each in its environments', () => {
    expect(kinds(settings(azure, aws), 'production', both)).toEqual(['azure-key-vault', 'aws-secrets-manager'])
    expect(kinds(settings(azure, aws), 'staging', both)).toEqual(['aws-secrets-manager'])
    expect(kinds(settings(azure), '', both)).toEqual([])
  })
})

describe('what settings leave out', () => {
  test.each<[UnfinishedStore, UnfinishedStore]>([
    [{ kind: 'azure-key-vault' }, { kind: 'azure-key-vault', url: 'https://env' }],
    [
      { kind: 'azure-key-vault', url: 'https://own' },
      { kind: 'azure-key-vault', url: 'https://own' },
    ],
    [{ kind: 'hashicorp-vault' }, { kind: 'hashicorp-vault', url: 'https://vault' }],
    [{ kind: 'google-secret-manager' }, { kind: 'google-secret-manager', project: 'acme-1' }],
    [{ kind: 'aws-secrets-manager' }, { kind: 'aws-secrets-manager', region: 'eu-west-1', secret: 'acme' }],
    [
      { kind: 'aws-secrets-manager', secret: 'own', region: 'us-east-1' },
      { kind: 'aws-secrets-manager', secret: 'own', region: 'us-east-1' },
    ],
    [
      { kind: 'aws-secrets-manager', prefix: 'acme/' },
      { kind: 'aws-secrets-manager', prefix: 'acme/', region: 'eu-west-1' },
    ],
  ])('%j', (store, complete) => {
    const variables = { KEY_VAULT_URI: 'https://env', VAULT_ADDR: 'https://vault', GOOGLE_CLOUD_PROJECT: 'acme-1' }
    expect(completeStore(store, lookup({ ...variables, AWS_REGION: 'eu-west-1', AWS_SECRET_NAME: 'acme' }))).toEqual(
      complete,
    )
  })

  test.each<[UnfinishedStore, string, string]>([
    [{ kind: 'azure-key-vault' }, 'keywarden.toml:1: this store has no url', 'KEY_VAULT_URI'],
    [{ kind: 'google-secret-manager' }, 'keywarden.toml:1: this store has no project', 'GOOGLE_CLOUD_PROJECT'],
    [
      { kind: 'aws-secrets-manager', layout: 'json' },
      'keywarden.toml:1: this store has layout json and no secret',
      'secret =',
    ],
  ])('is an error where nothing says it: %j', (store, message, hint) => {
    expect(() => requireComplete(store, 'keywarden.toml:1', 1000)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message, hint: expect.stringContaining(hint) }),
    )
  })
})

test.each<UnfinishedStore>([
  { kind: 'azure-key-vault', url: 'https://a.vault.azure.net' },
  { kind: 'azure-key-vault', url: 'https://a.vault.azure.net', secret: 'app' },
  { kind: 'aws-secrets-manager', region: 'eu-west-1', secret: 'app' },
  { kind: 'aws-secrets-manager', region: 'eu-west-1' },
  { kind: 'hashicorp-vault', url: 'https://v.test' },
  { kind: 'google-secret-manager', project: 'acme-1' },
])('the label of %j is that of the store once it is open', (store) => {
  expect(storeLabel(store)).toBe(openStore(requireComplete(store, 'x', 1000)).label)
})

describe('references lead to', () => {
  const configured: readonly UnfinishedStore[] = [
    { kind: 'azure-key-vault', url: 'https://acme.vault.azure.cn', serviceVersion: '7.4', prefix: 'app-' },
    { kind: 'azure-key-vault', url: 'https://localhost:8443/', disableChallengeResourceVerification: true },
    { kind: 'aws-secrets-manager', region: 'eu-west-1', endpoint: 'https://vpce', secret: 'app' },
  ]
  const settingsOf = (text: string, stores = configured) => referenceStore(parseReference(text, 'A'), stores)

  test.each([
    ['azure-kv://other/name', { url: 'https://other.vault.azure.net', serviceVersion: '7.4', layout: 'single' }],
    ['azure-kv://acme/name', { url: 'https://acme.vault.azure.cn', serviceVersion: '7.4', layout: 'single' }],
    ['azure-kv://own.example.org/name', { url: 'https://own.example.org', serviceVersion: '7.4', layout: 'single' }],
    [
      'azure-kv://localhost/name',
      { url: 'https://localhost:8443/', disableChallengeResourceVerification: true, layout: 'single' },
    ],
    ['aws-sm://a/b#C', { region: 'eu-west-1', endpoint: 'https://vpce', secret: 'a/b', layout: 'json' }],
    ['aws-sm://a/b', { region: 'eu-west-1', endpoint: 'https://vpce', layout: 'single' }],
  ])('%s: %j', (text, store) => {
    const { kind, ...rest } = settingsOf(text)
    expect(rest).toEqual(store)
  })

  test('a store of which no settings tell', () => {
    expect(settingsOf('aws-sm://a#B', [])).toEqual({ kind: 'aws-secrets-manager', secret: 'a', layout: 'json' })
  })
})
