import { ScanError } from '../../model/errors.ts'
import type { StoreKind, StoreSettings } from '../../model/store-settings.ts'
import { AwsSecretsManager } from './aws-secrets-manager.ts'
import { AzureKeyVault } from './azure-key-vault.ts'
import { azureNames } from './azure-names.ts'
import { DocumentStore } from './document-store.ts'
import { GoogleSecretManager } from './google-secret-manager.ts'
import { HashicorpVault } from './hashicorp-vault.ts'
import { LineStore } from './line-store.ts'
import { type NameMap, prefixedNames } from './name-map.ts'
import type { SecretStore } from './store.ts'

/** How a kind of store is made: how it spells keys, and what keeps a secret under a name. */
interface StoreMaker<Settings> {
  readonly namesOf: (prefix: string) => NameMap
  readonly open: (settings: Settings, names: NameMap) => SecretStore
}

/** Every kind of store there is: a further one is a file of its own and a line here. None loads its SDK before it is asked something. */
const STORES: { readonly [Kind in StoreKind]: StoreMaker<Extract<StoreSettings, { kind: Kind }>> } = {
  'azure-key-vault': {
    namesOf: azureNames,
    open: (settings, names) => new LineStore(new AzureKeyVault(settings, names)),
  },
  'aws-secrets-manager': { namesOf: prefixedNames, open: (settings, names) => new AwsSecretsManager(settings, names) },
  'hashicorp-vault': {
    namesOf: prefixedNames,
    open: (settings, names) => new LineStore(new HashicorpVault(settings, names)),
  },
  'google-secret-manager': {
    namesOf: prefixedNames,
    open: (settings, names) => new LineStore(new GoogleSecretManager(settings, names)),
  },
}

/** Opens a store without asking it anything yet. */
export function openStore(settings: StoreSettings): SecretStore {
  const maker = STORES[settings.kind] as StoreMaker<StoreSettings>
  const { secret, prefix = '', layout = secret === undefined ? 'single' : 'json' } = settings
  if (layout === 'single') return maker.open(settings, maker.namesOf(prefix))
  if (secret !== undefined) return new DocumentStore(maker.open(settings, prefixedNames('')), secret)
  throw new ScanError('CONFIG_INVALID', `${settings.kind} with layout json names no secret`, {
    hint: 'write secret = "…", the one that holds all keys',
  })
}
