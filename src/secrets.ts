export {
  checkRequiredSecrets,
  type KnownSecrets,
  type LoadedSecrets,
  loadSecrets,
  openSecrets,
  type SecretsOptions,
} from './commands/secrets/load-secrets.ts'
export type { Explanation, Secrets } from './commands/secrets/secrets-handle.ts'
export { type ErrorCode, ScanError } from './model/errors.ts'
export { Secret } from './model/secret.ts'
export type { KeyProblem, ProblemCode } from './secrets/check/key-problem.ts'
export type { Expectation, KeyReport, SecretsReport } from './secrets/check/secrets-report.ts'
export { defineSecrets, type SecretsDefinition } from './secrets/definition/define-secrets.ts'
export type {
  KeyDefinition,
  KeyDefinitions,
  PublicKey,
  SecretKey,
  SettingsOf,
} from './secrets/definition/key-definition.ts'
export type { StandardResult, StandardSchemaV1 } from './secrets/definition/standard-schema.ts'
export type { EnvironmentName } from './secrets/resolve/environment-name.ts'
export type { Origin, SourceKind, Step, StepOutcome } from './secrets/resolve/origin.ts'
export type {
  SecretStore,
  StoredKey,
  StoredValue,
  StoredVersion,
  VersionSelector,
  VersionStage,
  WriteOptions,
} from './secrets/stores/store.ts'
