import type { Finding, Violation } from '../model/finding.ts'
import type { Severity } from '../model/rule.ts'
import { isAtLeastSeverity } from '../model/rule.ts'
import { codeFrame } from './code-frame.ts'
import { exposureLine } from './exposure-line.ts'
import type { Palette } from './palette.ts'
import type { ReportOptions } from './reporter.ts'
import { showSafe } from './show-safe.ts'

const INDENT = '    '
const SHOWN_COMMIT = 12

/** One finding: what it is, where it stands, the lines round it, why it is reported. */
export function findingLines(finding: Finding, options: ReportOptions): readonly string[] {
  const { palette } = options
  const what = `${palette.bold(showSafe(finding.message))} ${palette.dim(showSafe(`[${finding.ruleId}]`))}`
  const frame = codeFrame(finding.excerpt, options.width - INDENT.length, palette)
  return [
    headLine(finding.severity, what, options),
    `${INDENT}at ${showSafe(`${finding.path}:${finding.startLine}:${finding.startColumn}`)}${inCommit(finding.commit)}`,
    ...frame.map((line) => INDENT + line),
    ...(finding.exposure === null ? [] : [INDENT + exposureLine(finding.exposure)]),
    `${INDENT}${whyLine(finding, palette)}`,
  ]
}

/** One policy violation: what it is, where, and what to do now. */
export function violationLines(violation: Violation, options: ReportOptions): readonly string[] {
  const { palette } = options
  const what = `${palette.bold(showSafe(violation.message))} ${palette.dim(showSafe(`[${violation.policyId}]`))}`
  const line = violation.line === null ? '' : `:${violation.line}`
  return [
    headLine(violation.severity, what, options),
    `${INDENT}at ${showSafe(violation.path)}${line}`,
    ...(violation.remedy === '' ? [] : [`${INDENT}do: ${showSafe(violation.remedy)}`]),
  ]
}

/** Short form of a commit's id. */
export function shortCommit(commit: string): string {
  return showSafe(commit.slice(0, SHOWN_COMMIT))
}

function headLine(severity: Severity, what: string, { palette, failOn }: ReportOptions): string {
  const { fail, warn } = palette.symbols
  const isBad = isAtLeastSeverity(severity, failOn)
  return `  ${isBad ? palette.red(`${fail} ${severity}`) : palette.yellow(`${warn} ${severity}`)} ${what}`
}

function inCommit(commit: string | null): string {
  return commit === null ? '' : ` in commit ${shortCommit(commit)}`
}

/** Begins with a word of ours, as every line must: a CI runner obeys what stands first in one. */
function whyLine(finding: Finding, { dim, symbols }: Palette): string {
  const why = finding.reasons.length === 0 ? '' : ` (${finding.reasons.map(showSafe).join('; ')})`
  const names = showSafe(
    ` ${symbols.separator} ${finding.redacted} ${symbols.separator} fingerprint ${finding.fingerprint}`,
  )
  return `confidence ${finding.confidence}${why}${dim(names)}`
}
