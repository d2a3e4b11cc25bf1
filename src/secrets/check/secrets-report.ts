import type { EnvironmentName } from '../resolve/environment-name.ts'
import type { Origin } from '../resolve/origin.ts'
import type { KeyProblem } from './key-problem.ts'

/** What a value has to be, for people; each '' where nothing says it. */
export interface Expectation {
  /** `Anthropic API key`. */
  readonly description: string
  /** What it looks like, never a value: `sk-ant-api03-…AA, 108 characters`. */
  readonly shape: string
  /** Page where it is to be had. */
  readonly url: string
}

/** What is known of one key. */
export interface KeyReport {
  readonly key: string
  readonly isSecret: boolean
  readonly isRequired: boolean
  /** Where the value comes from; null where there is none. */
  readonly origin: Origin | null
  /** Null where all is well, as for a key that is neither there nor required. */
  readonly problem: KeyProblem | null
  /** Clauses that the key's name goes before. */
  readonly warnings: readonly string[]
  /** Null where there is no problem. */
  readonly expected: Expectation | null
}

/** The settings of a program, key by key, without their values. */
export interface SecretsReport {
  readonly environment: EnvironmentName
  /** What says which keys there are: `.env.example`, `definition`. */
  readonly source: string
  /** False where a place that may have a key could not be asked. */
  readonly complete: boolean
  /** True where no key has a problem. */
  readonly valid: boolean
  /** In the order of the definition. */
  readonly keys: readonly KeyReport[]
  /** What went wrong and is tolerated, one line each. */
  readonly warnings: readonly string[]
}
