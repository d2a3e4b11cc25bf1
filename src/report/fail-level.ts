import type { Finding, Violation } from '../model/finding.ts'
import { type Confidence, isAtLeastConfidence, isAtLeastSeverity, SEVERITIES, type Severity } from '../model/rule.ts'
import type { ScanReport } from '../model/scan-report.ts'

/** From where on a finding fails a scan. */
export interface FailLevel {
  readonly failOn: Severity
  /** Findings below this confidence are counted, not shown, and fail nothing. */
  readonly minConfidence: Confidence
}

/** True where the finding is sure enough to be shown. */
export function isShown(finding: Finding, level: FailLevel): boolean {
  return isAtLeastConfidence(finding.confidence, level.minConfidence)
}

/** True where the finding is sure and bad enough to fail a scan. */
export function isFailing(finding: Finding, level: FailLevel): boolean {
  return isShown(finding, level) && isAtLeastSeverity(finding.severity, level.failOn)
}

/** The findings that fail the scan, in the order of the report. */
export function failingFindings(report: ScanReport, level: FailLevel): readonly Finding[] {
  return report.findings.filter((finding) => isFailing(finding, level))
}

/** The policy violations that fail the scan, in the order of the report. */
export function failingViolations(report: ScanReport, level: FailLevel): readonly Violation[] {
  return report.violations.filter((violation) => isAtLeastSeverity(violation.severity, level.failOn))
}

/** Orders what has a severity by it, worst first. */
export function byWorstSeverity(a: { readonly severity: Severity }, b: { readonly severity: Severity }): number {
  return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)
}
