import type { ScanError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'
import type { SourceKind } from './origin.ts'

/** What a place says of a key. `failed` is never to be taken for `absent`: nobody knows what is there. */
export type PlaceAnswer =
  /** `detail` tells where in the place: a line, a version. */
  | { readonly kind: 'value'; readonly value: Secret; readonly detail: string }
  | { readonly kind: 'absent'; readonly detail: string }
  /** May not be asked, as the run is offline. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'failed'; readonly error: ScanError }

/** A key that is wanted, and what is special about it. */
export interface KeyRequest {
  readonly name: string
  /** False for settings that are no secrets. */
  readonly isSecret: boolean
  /** Whether an empty value counts as none. */
  readonly empty: 'missing' | 'kept'
  /** What counts where no place has the key; null where there is none. Only for keys that are no secrets. */
  readonly fallback: string | null
}

/** Somewhere that a value can come from: `place-….ts` holds them, in the order of `SOURCE_KINDS`. */
export interface Place {
  readonly kind: SourceKind
  /** For people: `environment`, `.env.local`, `Azure Key Vault https://…`. */
  readonly label: string
  /** True where a failure is only worth a warning. */
  readonly isOptional: boolean
  /** Never rejects for what a user can mend. */
  ask(key: KeyRequest): Promise<PlaceAnswer>
}

/** A key of which nothing special is known. */
export function plainKey(name: string): KeyRequest {
  return { name, isSecret: true, empty: 'missing', fallback: null }
}
