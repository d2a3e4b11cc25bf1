import type { PolicyId, PolicyLevel } from '../model/policy.ts'
import type { Confidence, Severity } from '../model/rule.ts'
import type { SourceSettings } from '../model/source-settings.ts'
import type { StoreSettings } from '../model/store-settings.ts'

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

/** Accepts breaches of policies under the paths; an entry needs paths and a reason. */
export interface PolicyAllowEntry {
  /** Globs as in an allow entry. */
  readonly paths: readonly string[]
  /** Policy ids; empty: any policy. */
  readonly policies: readonly PolicyId[]
  readonly reason: string
  /** Where the entry is written: `keywarden.toml:12`. */
  readonly source: string
}

export interface PolicySettings {
  /** What becomes of a breach, where it is not what the policy says of itself. */
  readonly levels: Readonly<Partial<Record<PolicyId, PolicyLevel>>>
  readonly allow: readonly PolicyAllowEntry[]
}

/** A store as the settings name it; what is left out, the environment may say (`KEY_VAULT_URI`, `AWS_SECRET_NAME`). */
export type UnfinishedStore = Unfinished<StoreSettings>
type Unfinished<Settings> = Settings extends StoreSettings ? Partial<Settings> & Pick<Settings, 'kind'> : never

/** A store that secrets are sought in. */
export interface NamedStore {
  readonly store: UnfinishedStore
  /** True where a store that cannot be reached is only worth a warning. */
  readonly isOptional: boolean
  /** Environments in which it is asked; empty: in all. */
  readonly environments: readonly string[]
  /** Where it is written: `keywarden.toml:12`. */
  readonly source: string
}

/** How old secrets may become, in days; 0: any age. */
export interface RotationSettings {
  readonly maxAge: number
  /** By key, above `maxAge`. */
  readonly keys: ReadonlyMap<string, number>
}

/** Where secrets are kept. */
export interface SecretsSettings {
  /** In the order in which they are asked. */
  readonly stores: readonly NamedStore[]
  /** Longest wait for a store, in seconds. */
  readonly timeout: number
  /** How long an answer of a store is good for in a running program, in seconds. */
  readonly cache: number
  readonly rotation: RotationSettings
}

/** Settings of the repository, from `keywarden.toml`; defaults where there is none. */
export interface RepositorySettings {
  readonly allow: readonly AllowEntry[]
  readonly rules: RuleSettings
  readonly policy: PolicySettings
  /** Baseline file, relative to the repository root; '' where the run uses none. */
  readonly baseline: string
  readonly failOn: Severity
  /** Findings below this confidence are counted and do not fail a scan. */
  readonly minConfidence: Confidence
  readonly strictChecksums: boolean
  readonly secrets: SecretsSettings
}

/** Whose values are sought in what is scanned. */
export interface KnownSettings {
  /** Those of the `.env` files in the work tree. */
  readonly envFiles: 'off' | 'sought'
  /** Those of the environment whose names tell of a secret. */
  readonly environment: 'off' | 'sought'
  /** Those of the configured stores. */
  readonly stores: 'off' | 'sought'
}

/** Settings that the flags of one run put above those of the repository. */
export type SettingOverrides = Partial<
  Pick<RepositorySettings, 'baseline' | 'failOn' | 'minConfidence' | 'strictChecksums'>
> & {
  /** Where it is not said, `.env` files count in a scan of what is staged. */
  readonly known?: KnownSettings
}

/**
 * Where the settings come from. `repository` is a file that whoever changes the repository can change as well, so a
 * scan of a range reads it from the base commit instead; `named` is the choice of whoever runs the command.
 */
export type SettingsOrigin =
  | { readonly kind: 'defaults' }
  | { readonly kind: 'repository' | 'named'; readonly file: string }

/** Flags of one run and the settings of the repository, merged and frozen; each unit gets its own slice. */
export interface Config extends RepositorySettings {
  /** Absolute path that the command works from. */
  readonly cwd: string
  /** Absolute path that the paths in the settings are relative to: the repository root, or the folder scanned outside one. */
  readonly root: string
  readonly source: SourceSettings
  readonly origin: SettingsOrigin
  /** What the flags say, so that other settings can be put under the same flags with `withSettings`. */
  readonly overrides: SettingOverrides
  /** Only flags say so. */
  readonly known?: KnownSettings
}
