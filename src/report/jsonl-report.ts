import type { ScanReport } from '../model/scan-report.ts'
import { SCHEMA_VERSION } from './json-report.ts'
import { findingRecord, skipRecord, suppressionRecord, violationRecord } from './records.ts'
import { safeJson } from './safe-json.ts'

/**
 * One JSON object a line, each with a `type`, the summary last: where it is missing, the output was cut short.
 * schemas/report-line.schema.json describes a line.
 */
export function* jsonlReport(report: ScanReport): Iterable<string> {
  for (const finding of report.findings) yield line('finding', findingRecord(finding))
  for (const violation of report.violations) yield line('violation', violationRecord(violation))
  for (const suppression of report.suppressed) yield line('suppression', suppressionRecord(suppression))
  for (const skip of report.skipped) yield line('skip', skipRecord(skip))
  yield line('summary', summaryOf(report))
}

function line(type: string, record: object): string {
  return `${safeJson({ type, ...record })}\n`
}

function summaryOf({ tool, complete, subject, summary, notices, ...lists }: ScanReport) {
  const counts = {
    findings: lists.findings.length,
    violations: lists.violations.length,
    suppressed: lists.suppressed.length,
  }
  return { schemaVersion: SCHEMA_VERSION, tool, complete, subject, summary, counts, notices }
}
