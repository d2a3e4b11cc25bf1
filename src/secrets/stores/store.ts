import type { Secret } from '../../model/secret.ts'

/** What a version is for: read by programs, written but not yet in use, or in use before and still valid. */
export const VERSION_STAGES = ['current', 'pending', 'previous'] as const
export type VersionStage = (typeof VERSION_STAGES)[number]

/** One version of a key, without its value. */
export interface StoredVersion {
  /** The store's own name for it. */
  readonly id: string
  readonly stages: readonly VersionStage[]
  readonly createdOn: Date | null
  /** False where the store no longer hands the value out. */
  readonly isEnabled: boolean
  /** Id of the request that wrote it, '' where the store does not know: how a repeated write is told from a new one. */
  readonly requestId: string
}

/** A value as a store hands it out. */
export interface StoredValue {
  readonly value: Secret
  readonly version: StoredVersion
}

/** One key of a store, for lists. */
export interface StoredKey {
  readonly key: string
  readonly version: StoredVersion
}

/** Which version is asked for: by stage, or by the store's own id. */
export type VersionSelector = { readonly stage: VersionStage } | { readonly id: string }

/**
 * How a version is written. A pending version needs a current one beside it (`STORE_REFUSED`), and there is at most one: while
 * another request's version is pending, a further one is refused (`STORE_CONFLICT`) until that is promoted or retired.
 */
export interface WriteOptions {
  readonly stage: 'current' | 'pending'
  /** Made once a write and kept for its repetition: the same id and value again change nothing. 32 to 64 characters. */
  readonly requestId: string
  /** The write is refused (`STORE_CONFLICT`) where the current version is another one; null where there must be none. */
  readonly expectedCurrent?: string | null
}

/**
 * A place that keeps secrets by key and version. Keys are names of environment variables (`DATABASE_URL`); how a store spells them,
 * and whether it keeps each by itself or many in one document, is its own business and reversible.
 *
 * An implementation answers null only where the store itself says that there is no such key or version. Whatever else
 * goes wrong is a `ScanError` with a `STORE_…` code, one line and a remedy, without a value. Every call may be repeated
 * after a failure. All implementations are listed in `stores.ts` and held to one suite of tests, `test/secrets/store-contract.ts`.
 */
export interface SecretStore {
  readonly kind: string
  /** For people, where it is: `Azure Key Vault https://…`. */
  readonly label: string
  /** The current version, or another one; null where there is none. */
  read(key: string, selector?: VersionSelector): Promise<StoredValue | null>
  /** Several current versions with as few requests as the store allows; keys that it has not are left out. */
  readMany(keys: readonly string[]): Promise<ReadonlyMap<string, StoredValue>>
  /** Every key, sorted, with its current version. */
  list(): Promise<readonly StoredKey[]>
  /** Every version of a key, newest first; empty where there is no such key. */
  versions(key: string): Promise<readonly StoredVersion[]>
  write(key: string, value: Secret, options: WriteOptions): Promise<StoredVersion>
  /**
   * Makes a pending version current; the one that was current until then becomes previous. Done already: nothing changes.
   * The answer is the version that is now current: a store without stages of its own gives it another id.
   * Refused (`STORE_CONFLICT`) where the current version is another one than expected.
   */
  promote(key: string, versionId: string, expectedCurrent: string | null): Promise<StoredVersion>
  /**
   * Ends a version that is not current, a pending one that is given up as well: it has no stage any more. By its id it may
   * still be had where a store only labels versions (AWS). Done already: nothing changes.
   */
  retire(key: string, versionId: string): Promise<void>
  /**
   * The same store for calls that nobody waits for any more once the signal is aborted: they fail (`STORE_UNAVAILABLE`), ask
   * for nothing more and leave nothing behind that keeps the process alive. A store that waits for nothing does without.
   */
  until?(signal: AbortSignal): SecretStore
}

/** A store whose calls end with a signal, as far as it has any that take time. */
export function boundTo(store: SecretStore, signal: AbortSignal): SecretStore {
  return store.until?.(signal) ?? store
}
