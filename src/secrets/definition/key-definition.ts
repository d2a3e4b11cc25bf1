import type { Secret } from '../../model/secret.ts'
import type { StandardSchemaV1 } from './standard-schema.ts'

/** What can be said of any key. */
interface AnyKey {
  /** False for a key that a program can do without; true by default. */
  readonly required?: boolean
  /** What the key is for, one sentence. */
  readonly description?: string
  /** Page where the value is to be had. */
  readonly url?: string
  /** Whether an empty value counts as none, as it does by default. */
  readonly empty?: 'missing' | 'kept'
}

/** A key whose value is a secret, as it is unless something else is said. It has no default: that would be a secret in the code. */
export interface SecretKey extends AnyKey {
  readonly sensitive?: true
  /** Id of the rule whose form the value must have, as `keywarden rules list` shows it; of several, one has to fit. */
  readonly rule?: string | readonly string[]
  /** What a value looks like; must not be a value. */
  readonly example?: string
  /** Further demands on the value; a text that it gives in place of the value is the secret. */
  readonly schema?: StandardSchemaV1<unknown, string>
  readonly default?: never
}

/** A key whose value anybody may see. */
export interface PublicKey extends AnyKey {
  readonly sensitive: false
  /** What counts where no place has the key. */
  readonly default?: string
  /** Demands on the value; what it gives is the setting: a number, a URL. */
  readonly schema?: StandardSchemaV1<unknown, unknown>
  readonly rule?: never
  readonly example?: never
}

export type KeyDefinition = SecretKey | PublicKey

/** Definitions by key; a key is the name of an environment variable. */
export type KeyDefinitions = Readonly<Record<string, KeyDefinition>>

/** The settings that definitions give: a `Secret` for a secret, a text or what its schema gives for the others. */
export type SettingsOf<Definitions extends KeyDefinitions> = {
  readonly [Key in keyof Definitions]: Present<Definitions[Key]> | Absent<Definitions[Key]>
}

type Present<Definition extends KeyDefinition> = Definition extends { readonly sensitive: false }
  ? Definition extends { readonly schema: StandardSchemaV1<unknown, infer Output> }
    ? Output
    : string
  : Secret

type Absent<Definition extends KeyDefinition> = Definition extends { readonly default: string }
  ? never
  : Definition extends { readonly required: false }
    ? undefined
    : never
