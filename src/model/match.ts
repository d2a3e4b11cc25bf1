import type { CompiledRule, Confidence } from './rule.ts'
import type { Secret } from './secret.ts'

/** Where a secret stands: lines and columns from 1, columns in UTF-16 code units, the end column behind the last unit. */
export interface Location {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

/** A rule's hit in the bytes of a blob. */
export interface Match {
  readonly rule: CompiledRule
  readonly secret: Secret
  /** Byte offsets of the secret in the decoded text of the blob, or of its segment. */
  readonly start: number
  readonly end: number
  readonly location: Location
  /** The rule's confidence as the checks have left it. */
  readonly confidence: Confidence
  /** Why the confidence is what it is, each a short clause: `checksum is valid`. */
  readonly reasons: readonly string[]
  readonly excerpt: Excerpt
  /** Present where other rules find the same secret: what accepts one of their findings accepts this one. */
  readonly also?: readonly RuledSecret[]
}

/** A secret as a rule finds it. */
export interface RuledSecret {
  readonly rule: CompiledRule
  readonly secret: Secret
}

/** The line of a match and one on either side, every secret in them masked, cut to a readable width. */
export interface Excerpt {
  /** Number of the first line in `lines`. */
  readonly firstLine: number
  readonly lines: readonly string[]
  /** Index in `lines` that the caret points at. */
  readonly caretLine: number
  /** Column in that line, from 0, at which the mask begins, in UTF-16 code units. */
  readonly caretColumn: number
  readonly caretLength: number
}
