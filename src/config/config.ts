import type { Confidence, Severity } from '../model/rule.ts'

/** What to scan. */
export type SourceSettings =
  | { readonly kind: 'staged' }
  | { readonly kind: 'range'; readonly range: string }
  | { readonly kind: 'history' }
  | { readonly kind: 'work-tree' }
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'stdin'; readonly filename: string }

/** Accepts findings under the paths, of the rules, or of the secret named; an entry needs at least one of the three and a reason. */
export interface AllowEntry {
  /** Globs (micromatch, dot files included), relative to the repository root; empty: any path. */
  readonly paths: readonly string[]
  /** Rule ids; empty: any rule. */
  readonly rules: readonly string[]
  /** Fingerprints; empty: any secret. */
  readonly secrets: readonly string[]
  readonly reason: string
  /** Where the entry is written: `keywarden.toml:12`. */
  readonly source: string
}

export interface RuleSettings {
  /** Rule files beside the built-in ones, absolute paths. */
  readonly files: readonly string[]
  /** Rule ids that are switched off. */
  readonly disabled: readonly string[]
}

/** Settings of the repository, from `keywarden.toml`; defaults where there is none. */
export interface RepositorySettings {
  readonly allow: readonly AllowEntry[]
  readonly rules: RuleSettings
  /** Baseline file, relative to the repository root. */
  readonly baseline: string
  readonly failOn: Severity
  /** Findings below this confidence are counted and do not fail a scan. */
  readonly minConfidence: Confidence
  readonly strictChecksums: boolean
}

/** Flags of one run and the settings of the repository, merged and frozen; each unit gets its own slice. */
export interface Config extends RepositorySettings {
  /** Absolute path that the command works from. */
  readonly cwd: string
  readonly source: SourceSettings
}
