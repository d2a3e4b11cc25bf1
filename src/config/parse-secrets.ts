import { resolve } from 'node:path'
import { STORE_KINDS, type StoreKind } from '../model/store-settings.ts'
import type { NamedStore, RotationSettings, SecretsSettings, UnfinishedStore } from './config.ts'
import { DEFAULT_SETTINGS } from './default-settings.ts'
import type { SettingsTable } from './settings-table.ts'

/** A property of a store: how `keywarden.toml` spells it, what it may be, and what to write instead. */
interface StoreProperty {
  readonly key: string
  readonly shape: RegExp | 'flag'
  readonly hint: string
}

const ONE_LINE = /^[^\u0000-\u001f\u007f]{1,1000}$/
const ADDRESS = {
  shape: /^(?:https:\/\/[^\s/]|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$))[^\s]{0,1000}$/,
  hint: 'write an address that begins with https://, in quotes',
}
const NAME = { shape: /^[\w/+=.@:-]{1,512}$/, hint: 'write a name without white space, in quotes' }
const ANY = { shape: ONE_LINE, hint: 'write a text of one line, in quotes' }

const SHARED = {
  layout: { key: 'layout', shape: /^(?:single|json)$/, hint: 'write "single" or "json"' },
  secret: { key: 'secret', ...NAME },
  prefix: { key: 'prefix', ...NAME },
  caFile: { key: 'ca-file', ...ANY },
} as const satisfies Record<string, StoreProperty>

const PROPERTIES = {
  'azure-key-vault': {
    url: { key: 'url', ...ADDRESS },
    serviceVersion: { key: 'service-version', ...NAME },
    disableChallengeResourceVerification: {
      key: 'disable-challenge-resource-verification',
      shape: 'flag',
      hint: 'write true or false without quotes',
    },
  },
  'aws-secrets-manager': {
    region: { key: 'region', ...NAME },
    endpoint: { key: 'endpoint', ...ADDRESS },
    profile: { key: 'profile', ...ANY },
  },
  'hashicorp-vault': {
    url: { key: 'url', ...ADDRESS },
    mount: { key: 'mount', ...NAME },
    namespace: { key: 'namespace', ...NAME },
  },
  'google-secret-manager': { project: { key: 'project', ...NAME }, endpoint: { key: 'endpoint', ...ADDRESS } },
} as const satisfies Record<StoreKind, Record<string, StoreProperty>>

const ENVIRONMENT = /^[A-Za-z0-9_-]{1,64}$/

/** Reads the table `[secrets]`. @param root absolute path that `ca-file` is relative to */
export function parseSecrets(table: SettingsTable, root: string): SecretsSettings {
  table.onlyHas(['timeout', 'cache', 'stores', 'rotation'])
  return {
    timeout: table.count('timeout', { least: 1, most: 120 }, DEFAULT_SETTINGS.secrets.timeout),
    cache: table.count('cache', { least: 0, most: 86_400 }, DEFAULT_SETTINGS.secrets.cache),
    stores: table.tables('stores').map((entry) => readStore(entry, root)),
    rotation: readRotation(table.table('rotation')),
  }
}

const KEY = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/
const DAYS = /^[1-9]\d{0,3}d$/

function readRotation(table: SettingsTable): RotationSettings {
  table.onlyHas(['max-age', 'keys'])
  const keys = table.table('keys')
  for (const key of keys.keys) {
    if (!KEY.test(key)) keys.refuse([key], 'this is no name of a key', 'write it as the variable is called')
  }
  const ages = keys.keys.map((key) => [key, readDays(keys, key)] as const)
  return { maxAge: table.has('max-age') ? readDays(table, 'max-age') : 0, keys: new Map(ages) }
}

function readDays(table: SettingsTable, key: string): number {
  return Number.parseInt(table.text(key, DAYS, 'write a number of days, such as "90d"'), 10)
}

function readStore(table: SettingsTable, root: string): NamedStore {
  if (!table.has('kind')) table.refuse([], 'this store has no kind', `write kind = "…": ${STORE_KINDS.join(', ')}`)
  const kind = table.choice('kind', STORE_KINDS, 'azure-key-vault')
  const properties: Readonly<Record<string, StoreProperty>> = { ...SHARED, ...PROPERTIES[kind] }
  table.onlyHas(['kind', 'optional', 'environments', ...Object.values(properties).map(({ key }) => key)])
  const given = Object.entries(properties).filter(([, { key }]) => table.has(key))
  const values = given.map(([name, property]) => [name, readProperty(table, name, property, root)])
  return {
    store: { kind, ...Object.fromEntries(values) } as UnfinishedStore,
    isOptional: table.flag('optional', 'off'),
    environments: table.names('environments', ENVIRONMENT, 'write names such as "production"'),
    source: table.source,
  }
}

function readProperty(table: SettingsTable, name: string, { key, shape, hint }: StoreProperty, root: string) {
  if (shape === 'flag') return table.flag(key, 'off')
  const text = table.text(key, shape, hint)
  return name === 'caFile' ? resolve(root, text) : text
}
