import type { Exposure } from './exposure.ts'
import type { Excerpt, Location } from './match.ts'
import type { Confidence, SecretKind, Severity } from './rule.ts'

/** A match that triage has placed and named. Holds nothing of the secret but its mask. */
export interface Finding extends Location {
  /** Empty where a comment, a path or a rule accepts the finding, whatever its secret is. */
  readonly fingerprint: string
  readonly ruleId: string
  readonly provider: string
  readonly severity: Severity
  readonly confidence: Confidence
  readonly kind: SecretKind
  /** POSIX, relative to the repository root (to the given folder outside one). Bytes that are not UTF-8 are lone surrogates U+DC80…U+DCFF. */
  readonly path: string
  /** Commit that introduced it, where the source is history. */
  readonly commit: string | null
  /** How far its secret has come; null where nobody asked, as for standard input and outside a repository. */
  readonly exposure: Exposure | null
  readonly redacted: string
  readonly message: string
  readonly reasons: readonly string[]
  readonly excerpt: Excerpt
}

/** What accepted a finding. */
export const SUPPRESSION_KINDS = [
  'inline',
  'baseline',
  'allowed-path',
  'allowed-rule',
  'allowed-secret',
  'mock',
] as const
export type SuppressionKind = (typeof SUPPRESSION_KINDS)[number]

/** A finding that somebody has accepted, and who says so. */
export interface Suppression {
  readonly finding: Finding
  readonly kind: SuppressionKind
  /** The reason given, '' where none was. */
  readonly reason: string
  /** Where the acceptance is written: `src/a.ts:12`, `keywarden.toml`, the baseline's path. */
  readonly source: string
}

/** A breach of the rules for .env files and their like. */
export interface Violation {
  readonly policyId: string
  readonly severity: Severity
  readonly path: string
  readonly line: number | null
  readonly message: string
  /** What to do now: a command or a line to write. */
  readonly remedy: string
}
