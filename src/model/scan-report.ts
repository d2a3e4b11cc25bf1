import type { Finding, Suppression, Violation } from './finding.ts'
import type { Skip } from './skip.ts'

/** What was looked at, so that a clean verdict over nothing cannot pass for one over everything. */
export interface ScanSummary {
  /** Distinct contents scanned. */
  readonly objects: number
  readonly bytes: number
  /** Commits walked, 0 outside history. */
  readonly commits: number
  readonly skipped: number
  /** Matches in changed files that stood there before the change. */
  readonly alreadyThere: number
  readonly milliseconds: number
}

/** What was scanned, for the report's head line. */
export interface ScanSubject {
  /** `policy` looks at .env files and their like, not for secrets. */
  readonly mode: 'staged' | 'range' | 'history' | 'work-tree' | 'paths' | 'stdin' | 'policy'
  /** `A..B`, the paths, or '' */
  readonly detail: string
}

/** The outcome of a scan: all that a reporter may show, and nothing that must not be shown. */
export interface ScanReport {
  readonly tool: { readonly name: 'keywarden'; readonly version: string; readonly rules: string }
  readonly subject: ScanSubject
  /** False where something that should have been looked at was not. */
  readonly complete: boolean
  readonly summary: ScanSummary
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly Finding[]
  readonly violations: readonly Violation[]
  readonly suppressed: readonly Suppression[]
  readonly skipped: readonly Skip[]
  /** One line each: unused and expired baseline entries, settings that were not applied. */
  readonly notices: readonly string[]
}
