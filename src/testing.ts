export { type MockOptions, mockSecret } from './commands/testing/mock-secret.ts'
export {
  type MockedEnvironment,
  type MockedKey,
  type MockedKeys,
  type MockedSecrets,
  type MockValues,
  mockSecrets,
  mockSecretsFixture,
} from './commands/testing/mock-secrets.ts'
export { MemoryStore, type MemoryStoreOptions } from './secrets/stores/memory-store.ts'
export type {
  SecretStore,
  StoredKey,
  StoredValue,
  StoredVersion,
  VersionSelector,
  VersionStage,
  WriteOptions,
} from './secrets/stores/store.ts'
