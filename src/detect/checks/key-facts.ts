/** What the bytes of a key tell of it. */
export interface KeyFacts {
  /** `RSA`, `EC P-256`, `Ed25519`; '' where it is not told. */
  readonly algorithm: string
  /** Size in bits, null where it is not told or follows from the algorithm. */
  readonly bits: number | null
  readonly isEncrypted: boolean
}
