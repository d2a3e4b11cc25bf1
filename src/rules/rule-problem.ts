/** A place in a text file, line and column from 1. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** Something in a rule file that keeps it from being used, and what to do about it. */
export interface RuleProblem extends TextPosition {
  readonly file: string
  readonly message: string
  readonly hint: string
}

/** One line for a person: `rules/acme.toml:12:1: message (hint)`. */
export function formatProblem(problem: RuleProblem): string {
  const hint = problem.hint === '' ? '' : ` (${problem.hint})`
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}${hint}`
}
