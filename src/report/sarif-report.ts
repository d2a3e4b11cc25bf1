import type { Log, ReportingDescriptor, Result } from 'sarif'
import type { ScanReport } from '../model/scan-report.ts'
import type { ReportOptions } from './reporter.ts'
import { safeJson } from './safe-json.ts'
import { scanNotifications } from './sarif-notifications.ts'
import { findingResult, suppressedResult, violationResult } from './sarif-results.ts'
import { findingRules, policyRules } from './sarif-rules.ts'

/** GitHub refuses a run with more. Rules stay below its equal limit for them, as each has a result. */
const MOST_RESULTS = 25_000

/**
 * The report as SARIF 2.1.0, for GitHub code scanning and viewers:
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 */
export function* sarifReport(report: ScanReport, options: ReportOptions): Iterable<string> {
  yield `${safeJson(sarifLog(report, options))}\n`
}

function sarifLog(report: ScanReport, options: ReportOptions): Log {
  const { findings, violations, suppressed, leftOff } = withinLimits(report, options)
  const rules = [
    ...findingRules([...findings, ...suppressed.map(({ finding }) => finding)], options.docs),
    ...policyRules(violations),
  ]
  const results = [
    ...findings.map(findingResult),
    ...violations.map(violationResult),
    ...suppressed.map(suppressedResult),
  ]
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driverOf(report, rules) },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'Root of the repository' } } },
        invocations: [
          {
            executionSuccessful: report.complete,
            toolExecutionNotifications: scanNotifications(report, leftOff),
          },
        ],
        results: withRuleIndex(results, rules),
        properties: {
          complete: report.complete,
          subject: report.subject,
          summary: report.summary,
          suppressed: report.suppressed.length,
        },
      },
    ],
  }
}

/** What fits into a run: findings before violations before what is accepted. */
function withinLimits(report: ScanReport, { suppressedResults }: ReportOptions) {
  const findings = report.findings.slice(0, MOST_RESULTS)
  const violations = report.violations.slice(0, MOST_RESULTS - findings.length)
  const wanted = suppressedResults === 'keep' ? report.suppressed : []
  const suppressed = wanted.slice(0, MOST_RESULTS - findings.length - violations.length)
  const kept = findings.length + violations.length + suppressed.length
  return {
    findings,
    violations,
    suppressed,
    leftOff: report.findings.length + report.violations.length + wanted.length - kept,
  }
}

function driverOf({ tool }: ScanReport, rules: ReportingDescriptor[]) {
  return { name: 'Keywarden', semanticVersion: tool.version, rules, properties: { rulesDigest: tool.rules } }
}

function withRuleIndex(results: readonly Result[], rules: readonly ReportingDescriptor[]): Result[] {
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]))
  return results.map((result) => ({ ...result, ruleIndex: indexes.get(result.ruleId ?? '') ?? -1 }))
}
