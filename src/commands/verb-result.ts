import type { Secret } from '../model/secret.ts'

/** What a verb gives that makes no report. */
export interface VerbResult {
  /** For people, on standard output, without line feeds. */
  readonly lines: readonly string[]
  /** A value that was asked for: on standard output instead of the lines, as it is. */
  readonly value?: Secret
  /** For people, beside the lines: on standard error. */
  readonly remarks?: readonly string[]
  /** For programs, as JSON. */
  readonly data: unknown
  /** Exit code 1 where it is `failed`, 3 where something could not be looked at. */
  readonly outcome: 'passed' | 'failed' | 'incomplete'
  /** Whether the lines are what was asked for, or only a verdict, which `--quiet` leaves out where all is well. */
  readonly purpose: 'content' | 'verdict'
}
