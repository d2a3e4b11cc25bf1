import type { Secret } from '../../model/secret.ts'
import type { SecretStore } from '../stores/store.ts'

/**
 * How far a rotation has come: told to the journal before anything was written (`started`); the new value is in the store
 * (`staged`); it works (`verified`); programs get it (`promoted`). What is retired has no record any more.
 */
export const ROTATION_STEPS = ['started', 'staged', 'verified', 'promoted'] as const
export type RotationStep = (typeof ROTATION_STEPS)[number]

/** What the journal keeps of an unfinished rotation: ids, steps and times, never a value. */
export interface RotationRecord {
  readonly key: string
  /** The store's label. */
  readonly store: string
  readonly step: RotationStep
  /** Id of the one request that writes the new version. */
  readonly requestId: string
  /** Version that was current when the rotation began. */
  readonly previousId: string
  /** The new version while it is pending; '' before it is written. */
  readonly pendingId: string
  /** The new version once it is current, for which a store may have another id; '' before. */
  readonly currentId: string
  /** Dates are in the form of ISO 8601, in UTC. */
  readonly startedOn: string
  /** When the step was reached. */
  readonly changedOn: string
  /** From when on the previous version may be retired; '' before the new one is current. */
  readonly retireFrom: string
  /** Milliseconds for which the previous version stays valid after the new one is current. */
  readonly grace: number
  /** Whether the value has to pass a command before it is promoted. */
  readonly verification: 'wanted' | 'none'
  /** Fingerprint of the finding that the rotation answers, as it was asked for; '' where there is none. */
  readonly finding: string
  /** The same under the key of the baseline, and the finding's rule. */
  readonly acceptedAs: string
  readonly findingRule: string
}

/** Keeps the record of one key in one store. A write is whole or not at all, and on the disk when it returns. */
export interface RotationJournal {
  read(): Promise<RotationRecord | null>
  write(record: RotationRecord): Promise<void>
  remove(): Promise<void>
}

/** The world of a rotation. */
export interface RotationPorts {
  readonly store: SecretStore
  readonly journal: RotationJournal
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** 32 to 64 characters that nobody has used. */
  readonly newId: () => string
  /** The new value; asked for once, when nothing is pending yet. */
  readonly newValue: () => Promise<Secret>
  /** Tries the new value and throws where it does not work; null where nothing can be tried. */
  readonly verify: ((value: Secret) => Promise<void>) | null
  /** Told when the previous version is retired, before the journal forgets; again where that is cut off. */
  readonly conclude: (record: RotationRecord) => Promise<void>
}
