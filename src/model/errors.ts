/** Each code's class decides the exit code: a secret that is missing or malformed 1, usage and configuration 2, everything else 3. */
export const ERROR_CODES = {
  USAGE: 2,
  CONFIG_INVALID: 2,
  RULE_INVALID: 2,
  BASELINE_INVALID: 2,
  NOT_A_REPOSITORY: 2,
  UNKNOWN_REVISION: 2,
  PATH_NOT_FOUND: 2,
  GIT_FAILED: 3,
  UNSAFE_REPOSITORY: 3,
  SHALLOW_CLONE: 3,
  UNREADABLE: 3,
  INCOMPLETE: 3,
  UNWRITABLE: 3,
  FILE_CHANGED: 3,
  SECRET_INVALID: 1,
  STORE_UNAVAILABLE: 3,
  STORE_DENIED: 3,
  STORE_CONFLICT: 3,
  STORE_REFUSED: 3,
  INTERNAL: 3,
} as const

export type ErrorCode = keyof typeof ERROR_CODES

/** A failure that a person can act on: what happened, to what, and in `hint` what to do next. */
export class ScanError extends Error {
  readonly code: ErrorCode
  readonly hint: string

  constructor(code: ErrorCode, message: string, options: { hint: string; cause?: unknown }) {
    super(message, { cause: options.cause })
    this.name = 'ScanError'
    this.code = code
    this.hint = options.hint
  }
}
