import type { RuleDocs } from '../model/rule.ts'
import type { ScanReport } from '../model/scan-report.ts'
import type { FailLevel } from './fail-level.ts'
import type { Palette } from './palette.ts'

/** Findings that text output shows in full where nobody asks for another number. */
export const DEFAULT_LIMIT = 50

/** What a reporter is told beside the report. */
export interface ReportOptions extends FailLevel {
  readonly palette: Palette
  /** Columns of the terminal; code frames are cut to it. */
  readonly width: number
  /** Findings that text output shows in full. */
  readonly limit: number
  /** By rule id; may lack rules, and then the finding's own words must do. */
  readonly docs: ReadonlyMap<string, RuleDocs>
  /** Whether SARIF holds accepted findings: GitHub opens an alert for each, whatever its `suppressions` say. */
  readonly suppressedResults: 'keep' | 'omit'
}

/**
 * Turns a report into text. Yields pieces that make the document when put together, line feed at the end included.
 * It owes: nothing of a secret but its mask, nothing foreign that a terminal or a CI runner would obey, and a word on
 * whether the scan is complete and how many objects it saw. Implementations are listed in formats.ts.
 */
export type Reporter = (report: ScanReport, options: ReportOptions) => Iterable<string>
