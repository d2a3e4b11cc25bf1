import { ScanError } from '../model/errors.ts'

/** How a git process ended. */
export interface GitExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Last 64 KiB of what it wrote to stderr. */
  readonly stderr: string
  /** Why it could not be started, null where it was. */
  readonly startError: Error | null
}

const MAX_MESSAGE = 300

/** The error for a git process that did not end well: what git said, in one line, and what to do. */
export function gitFailure(args: readonly string[], exit: GitExit): ScanError {
  const known = KNOWN_FAILURES.find(({ pattern }) => pattern.test(exit.stderr))
  const said = oneLine(exit.stderr.trim() || exit.startError?.message || '')
  const how = exit.signal ? `was ended by ${exit.signal}` : exit.startError ? 'could not be started' : 'failed'
  const message = `git ${args[0]} ${how}${said ? `: ${said}` : ` with exit code ${exit.code}`}`
  if (!known) return new ScanError('GIT_FAILED', message, { hint: HINT, cause: exit.startError ?? undefined })
  return new ScanError(known.code, known.says(exit.stderr), { hint: known.hint(exit.stderr), cause: message })
}

/** `text` in one line without control characters, cut to a readable length. */
export function oneLine(text: string): string {
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ').trim()
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE)}…` : line
}

const HINT = 'run `git fsck` to see whether the repository is whole; in a partial clone fetch the missing objects first'

const KNOWN_FAILURES = [
  {
    pattern: /detected dubious ownership/,
    code: 'UNSAFE_REPOSITORY',
    says: (stderr: string) => `the repository at ${quoted(stderr)} belongs to another user, so git does not read it`,
    hint: (stderr: string) => `if you trust its owner: git config --global --add safe.directory ${quoted(stderr)}`,
  },
  {
    pattern: /safe\.bareRepository/,
    code: 'UNSAFE_REPOSITORY',
    says: (stderr: string) => `the bare repository at ${quoted(stderr)} is not read (safe.bareRepository)`,
    hint: () => 'if you trust it, name it with the variable GIT_DIR',
  },
  {
    pattern: /not a git repository/,
    code: 'NOT_A_REPOSITORY',
    says: () => 'this folder is not in a git repository',
    hint: () => 'go to a repository, or name the files and folders to scan',
  },
] as const

/** The first path that git quotes: `repository at '/srv/app'`. */
function quoted(stderr: string): string {
  return oneLine(stderr.match(/'([^']*)'/)?.[0] ?? "''")
}
