import type { SecretSpan } from '../match-pattern.ts'

/** An entry of a Kubernetes Secret manifest. */
export interface ManifestEntry extends SecretSpan {
  readonly key: string
  /** As it is written, quotes and folds off; bytes as Latin-1. */
  readonly value: string
  /** True under `data`, whose values are base64; false under `stringData`. */
  readonly isEncoded: boolean
}
