import type { SecretSpan } from '../match-pattern.ts'

/** How a text was encoded, as a finding's reasons say it. */
export type Encoding =
  | 'base64-encoded'
  | 'hex-encoded'
  | 'percent-encoded'
  | 'escaped as in JSON'
  | 'escaped as in HTML'

/** A text that stood encoded in another. */
export interface Layer {
  readonly encoding: Encoding
  readonly bytes: Buffer
  /** The bytes of the outer text that encode `bytes[start, end)`. */
  spanOf(start: number, end: number): SecretSpan
  /** What of the outer text must not be shown where a secret stands in the layer; null where it can be read as it is. */
  readonly opaque: SecretSpan | null
}
