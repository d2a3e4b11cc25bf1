import type { ScanReport } from '../model/scan-report.ts'
import { type FailLevel, failingFindings, failingViolations } from '../report/fail-level.ts'

/** What a scan comes to, as an exit code: found things outweigh what was not looked at, and both outweigh nothing. */
export function exitCodeOfReport(report: ScanReport, level: FailLevel, incomplete: 'refuse' | 'accept'): 0 | 1 | 3 {
  if (failingFindings(report, level).length > 0 || failingViolations(report, level).length > 0) return 1
  return report.complete || incomplete === 'accept' ? 0 : 3
}
