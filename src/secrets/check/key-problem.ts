/** What can be wrong with the value of a key. `unknown`: a place that may have it could not be asked; `refused`: by a validator of the user's. */
export const PROBLEM_CODES = [
  'missing',
  'unknown',
  'white-space',
  'same-as-example',
  'placeholder',
  'malformed',
  'checksum',
  'test-key',
  'refused',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** What is wrong with the value of a key. `says` is a clause that the key's name goes before, and never holds the value. */
export interface KeyProblem {
  readonly code: ProblemCode
  readonly says: string
  /** What to do about it, where that is more than finding the right value. */
  readonly remedy?: string
}
