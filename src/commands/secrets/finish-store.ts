import type { NamedStore, SecretsSettings, UnfinishedStore } from '../../config/config.ts'
import { ScanError } from '../../model/errors.ts'
import type { StoreKind, StoreSettings } from '../../model/store-settings.ts'

/** Looks up a variable in the environment and the .env files; '' where it is not set. */
export type Lookup = (name: string) => string

/** Variables that say what the settings of a store leave out. */
export const STORE_VARIABLES = [
  'KEY_VAULT_URI',
  'AWS_SECRET_NAME',
  'AWS_REGION',
  'VAULT_ADDR',
  'GOOGLE_CLOUD_PROJECT',
] as const

/** Longest wait for one answer; a question may take several. Milliseconds. */
const ANSWER_TIME = 5000

/** What a store cannot be opened without, and the variable that says it. */
const NEEDED: Readonly<
  Record<StoreKind, readonly [property: string, variable: (typeof STORE_VARIABLES)[number]] | null>
> = {
  'azure-key-vault': ['url', 'KEY_VAULT_URI'],
  'aws-secrets-manager': null,
  'hashicorp-vault': ['url', 'VAULT_ADDR'],
  'google-secret-manager': ['project', 'GOOGLE_CLOUD_PROJECT'],
}

/** The stores of the settings; without any, those that KEY_VAULT_URI and AWS_SECRET_NAME name. */
export function namedStores(
  { stores }: Pick<SecretsSettings, 'stores'>,
  environment: string,
  lookup: Lookup,
): readonly NamedStore[] {
  if (stores.length > 0) {
    return stores.filter(({ environments }) => environments.length === 0 || environments.includes(environment))
  }
  const kinds = [
    { kind: 'azure-key-vault', variable: 'KEY_VAULT_URI' },
    { kind: 'aws-secrets-manager', variable: 'AWS_SECRET_NAME' },
  ] as const
  return kinds
    .filter(({ variable }) => lookup(variable) !== '')
    .map(({ kind, variable }) => ({ store: { kind }, isOptional: false, environments: [], source: variable }))
}

/** The settings of a store with what the variables say of it. */
export function completeStore(store: UnfinishedStore, lookup: Lookup): UnfinishedStore {
  const needed = NEEDED[store.kind]
  if (needed !== null) {
    const [property, variable] = needed
    const value = lookup(variable)
    return property in store || value === '' ? store : ({ ...store, [property]: value } as UnfinishedStore)
  }
  if (store.kind !== 'aws-secrets-manager') return store
  const region = lookup('AWS_REGION')
  const secret = lookup('AWS_SECRET_NAME')
  const holdsMany = store.layout !== 'single' && store.prefix === undefined && secret !== ''
  return { ...(region !== '' && { region }), ...(holdsMany && { secret }), ...store }
}

/** Settings that a store can be opened with; an error that names what is missing. */
export function requireComplete(store: UnfinishedStore, source: string, timeout: number): StoreSettings {
  const needed = NEEDED[store.kind]
  if (needed !== null && !(needed[0] in store)) {
    throw new ScanError('CONFIG_INVALID', `${source}: this store has no ${needed[0]}`, {
      hint: `write ${needed[0]} = "…" there, or set ${needed[1]}`,
    })
  }
  if (store.layout === 'json' && store.secret === undefined) {
    throw new ScanError('CONFIG_INVALID', `${source}: this store has layout json and no secret`, {
      hint: 'write secret = "…", the name of the secret that holds the keys',
    })
  }
  return { ...store, timeout: Math.min(timeout, ANSWER_TIME) } as StoreSettings
}
