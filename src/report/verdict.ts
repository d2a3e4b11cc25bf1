import { SUPPRESSION_KINDS } from '../model/finding.ts'
import type { ScanReport } from '../model/scan-report.ts'
import { isIncomplete, SKIP_REASONS, type SkipReason } from '../model/skip.ts'
import { sayBytes, sayCount, sayDuration, sayNumber } from './amounts.ts'
import { failingFindings, failingViolations, isShown } from './fail-level.ts'
import type { Palette } from './palette.ts'
import type { ReportOptions } from './reporter.ts'
import { showSafe } from './show-safe.ts'

/** The closing lines: what the scan comes to, what it saw, and what is counted but not shown. */
export function verdictLines(report: ScanReport, options: ReportOptions): readonly string[] {
  const { palette } = options
  const problems = problemLine(report, options)
  const aside = asides(report, options)
  const lines: string[] = []
  if (!report.complete) lines.push(incompleteLine(report, palette))
  if (problems !== '') lines.push(problems)
  if (lines.length === 0) lines.push(cleanLine(report, palette))
  else lines.push(`  scanned ${scopeOf(report)} (${costOf(report)})`)
  if (aside.length > 0) lines.push(palette.dim(`  ${aside.join('; ')}`))
  return lines
}

function incompleteLine(report: ScanReport, palette: Palette): string {
  const missed = report.skipped.filter(isIncomplete).length
  const what = missed > 0 ? `${sayCount(missed, 'thing')} could not be looked at` : 'not everything was looked at'
  return palette.bold(palette.red(`${palette.symbols.fail} SCAN INCOMPLETE: ${what}`))
}

function problemLine(report: ScanReport, options: ReportOptions): string {
  const { palette, failOn } = options
  const failing = countProblems(failingFindings(report, options).length, failingViolations(report, options).length)
  if (failing !== '') {
    return palette.bold(palette.red(`${palette.symbols.fail} ${failing} of severity ${failOn} or worse`))
  }
  const shown = report.findings.filter((finding) => isShown(finding, options)).length
  const minor = countProblems(shown, report.violations.length)
  if (minor === '') return ''
  return palette.yellow(`${palette.symbols.warn} ${minor}, none as bad as ${failOn}, the failing level`)
}

function countProblems(secrets: number, violations: number): string {
  const parts: string[] = []
  if (secrets > 0) parts.push(sayCount(secrets, 'secret'))
  if (violations > 0) parts.push(sayCount(violations, 'policy violation'))
  return parts.join(' and ')
}

function cleanLine(report: ScanReport, palette: Palette): string {
  const { pass, warn } = palette.symbols
  const scope = scopeOf(report)
  if (report.subject.mode === 'policy')
    return `${palette.green(pass)} no policy violations in ${scope} (${costOf(report)})`
  if (report.summary.objects === 0) return palette.yellow(`${warn} nothing to scan: ${scope} (${costOf(report)})`)
  return `${palette.green(pass)} no secrets in ${scope} (${costOf(report)})`
}

function costOf({ summary }: ScanReport): string {
  return `${sayBytes(summary.bytes)}, ${sayDuration(summary.milliseconds)}`
}

/** What was scanned: `12 staged files`, `40 objects in 3 commits of main..HEAD`. */
function scopeOf({ subject, summary }: ScanReport): string {
  const detail = showSafe(subject.detail)
  const objects = sayCount(summary.objects, 'object')
  switch (subject.mode) {
    case 'staged':
      return sayCount(summary.objects, 'staged file')
    case 'range':
      return `${objects} in ${sayCount(summary.commits, 'commit')}${detail === '' ? '' : ` of ${detail}`}`
    case 'history':
      return `${objects} in ${sayCount(summary.commits, 'commit')}`
    case 'work-tree':
      return `${sayCount(summary.objects, 'file')} of the work tree`
    case 'paths':
      return `${sayCount(summary.objects, 'file')}${detail === '' ? '' : ` of ${detail}`}`
    case 'stdin':
      return `${objects} from standard input`
    case 'policy':
      return sayCount(summary.objects, 'file')
  }
}

/** What is counted and not shown, one clause each. */
function asides(report: ScanReport, options: ReportOptions): readonly string[] {
  const hidden = report.findings.filter((finding) => !isShown(finding, options)).length
  const { alreadyThere } = report.summary
  const clauses: string[] = []
  if (hidden > 0)
    clauses.push(`${sayCount(hidden, 'match', 'matches')} below confidence ${options.minConfidence} not shown`)
  if (alreadyThere > 0) clauses.push(`${sayCount(alreadyThere, 'secret')} there before`)
  if (report.suppressed.length > 0) clauses.push(acceptedClause(report))
  return [...clauses, ...skippedClauses(report)]
}

function acceptedClause({ suppressed }: ScanReport): string {
  const counts = SUPPRESSION_KINDS.map((kind) => ({
    kind,
    count: suppressed.filter((suppression) => suppression.kind === kind).length,
  }))
  const kinds = counts.filter(({ count }) => count > 0).map(({ kind, count }) => `${sayNumber(count)} ${kind}`)
  return `${sayNumber(suppressed.length)} accepted (${kinds.join(', ')})`
}

/** Skips that do not make a scan incomplete, counted by reason; the others are named above. */
function skippedClauses({ skipped }: ScanReport): readonly string[] {
  const counts = new Map<SkipReason, number>()
  for (const skip of skipped) {
    if (!isIncomplete(skip)) counts.set(skip.reason, (counts.get(skip.reason) ?? 0) + 1)
  }
  return Array.from(counts, ([reason, count]) => `${sayNumber(count)} not scanned (${SKIP_REASONS[reason].says})`)
}
