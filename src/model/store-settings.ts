/** What every store can be told. */
interface SharedSettings {
  /**
   * `single`: every key is a secret of its own. `json`: one secret holds a JSON object with many keys, read with one request.
   * Default: `json` where `secret` is named, else `single`.
   */
  readonly layout?: 'single' | 'json'
  /** Name of the one secret that holds all keys; wanted by layout `json`. */
  readonly secret?: string
  /** Put before the name of every secret of layout `single`: `prod/app/`. Default ''. */
  readonly prefix?: string
  /** File with further certificate authorities (PEM), for private clouds and proxies. */
  readonly caFile?: string
  /** Longest wait for one answer, in milliseconds. Default 5000. */
  readonly timeout?: number
}

/** Azure Key Vault. */
export interface AzureKeyVaultSettings extends SharedSettings {
  readonly kind: 'azure-key-vault'
  /** `https://NAME.vault.azure.net`; http only on the own machine. */
  readonly url: string
  /** Version of the service's interface, for clouds that lag behind. Default: that of the installed SDK. */
  readonly serviceVersion?: string
  /** For vaults whose host is no sub-domain of what their challenge names: emulators, some private clouds. Default false. */
  readonly disableChallengeResourceVerification?: boolean
}

/** AWS Secrets Manager. */
export interface AwsSecretsManagerSettings extends SharedSettings {
  readonly kind: 'aws-secrets-manager'
  /** Default: as the AWS tools find it. */
  readonly region?: string
  /** Address of the service where it is another than AWS's: a VPC endpoint, an emulator. */
  readonly endpoint?: string
  /** Profile in the AWS configuration files. Default: as the AWS tools find it. */
  readonly profile?: string
}

/** HashiCorp Vault or OpenBao, secrets engine KV version 2. */
export interface HashicorpVaultSettings extends SharedSettings {
  readonly kind: 'hashicorp-vault'
  /** `https://vault.example.org:8200`; http only on the own machine. */
  readonly url: string
  /** Where the engine is mounted. Default `secret`. */
  readonly mount?: string
  /** Vault namespace. */
  readonly namespace?: string
}

/** Google Secret Manager. */
export interface GoogleSecretManagerSettings extends SharedSettings {
  readonly kind: 'google-secret-manager'
  /** Id of the project. */
  readonly project: string
  /** Address of the service where it is another than Google's. */
  readonly endpoint?: string
}

/** How a store is reached; credentials are never part of it. */
export type StoreSettings =
  | AzureKeyVaultSettings
  | AwsSecretsManagerSettings
  | HashicorpVaultSettings
  | GoogleSecretManagerSettings

export type StoreKind = StoreSettings['kind']

export const STORE_KINDS = [
  'azure-key-vault',
  'aws-secrets-manager',
  'hashicorp-vault',
  'google-secret-manager',
] as const satisfies readonly StoreKind[]
