/**
 * What an offline check says of a match: `proves` raises its confidence to certain, `refutes` lowers it to low (and
 * drops it under strict checksums), `rejects` drops it (a placeholder, a published sample), `yields` leaves its place to
 * less specific rules (not of the form that this rule is for), `informs` only adds the reason.
 */
export type Outcome = 'proves' | 'refutes' | 'rejects' | 'yields' | 'informs'

export interface Verdict {
  readonly outcome: Outcome
  /** Short clause that a finding shows; never the secret or a part that is not public: `checksum is valid`. */
  readonly reason: string
}

/** An offline proof or refutation of a secret's form. An implementation is pure, linear in its input and never throws. */
export interface Check {
  /** Null where the check has nothing to say of this value. */
  verify(secret: string): Verdict | null
  /** For mocks: the characters that make `before` + result valid. Left out where a mock cannot be completed. */
  complete?(before: string): string
}
