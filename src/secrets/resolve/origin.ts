import type { ScanError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'

/** The kinds of places that a value can come from, in the order in which they are asked. */
export const SOURCE_KINDS = ['environment', 'secret-file', 'env-file', 'store', 'default'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** Where a value comes from, for people and without the value. */
export interface Origin {
  readonly kind: SourceKind
  /** `environment`, `.env.local`, `Azure Key Vault https://…`. */
  readonly label: string
  /** Line in a file, version in a store, the reference that was followed; '' where there is none. */
  readonly detail: string
}

/**
 * What came of asking one place: `used` has given the value, `shadowed` has one that does not count, `followed` holds a
 * reference to a store, `not-asked` was not needed or not allowed, `failed` could not be asked.
 */
export const STEP_OUTCOMES = ['used', 'absent', 'empty', 'shadowed', 'followed', 'not-asked', 'failed'] as const
export type StepOutcome = (typeof STEP_OUTCOMES)[number]

/** One place on the way to a value. */
export interface Step extends Origin {
  readonly outcome: StepOutcome
}

/** What the search for a key has come to; every way has its steps, in the order of the places. */
export type Resolution =
  | { readonly kind: 'found'; readonly value: Secret; readonly origin: Origin; readonly steps: readonly Step[] }
  | {
      readonly kind: 'absent'
      readonly steps: readonly Step[]
      /** Why a place that may do without an answer gave none, so that the value may be there; null where all have answered. */
      readonly unasked: ScanError | null
    }
  /** A place that may have the key could not be asked: nobody knows whether there is a value. */
  | { readonly kind: 'failed'; readonly error: ScanError; readonly steps: readonly Step[] }
