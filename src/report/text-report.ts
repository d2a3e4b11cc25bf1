import type { Finding } from '../model/finding.ts'
import type { ScanReport } from '../model/scan-report.ts'
import { adviceLines } from './advice.ts'
import { sayCount, sayNumber } from './amounts.ts'
import { isFailing, isShown } from './fail-level.ts'
import { findingLines, violationLines } from './finding-lines.ts'
import type { ReportOptions } from './reporter.ts'
import { showSafe } from './show-safe.ts'
import { incompleteLines } from './skip-lines.ts'
import { verdictLines } from './verdict.ts'

/** The report for a person at a terminal: findings by file, violations, what was missed, what to do, the verdict. */
export function* textReport(report: ScanReport, options: ReportOptions): Iterable<string> {
  const shown = report.findings.filter((finding) => isShown(finding, options))
  const chosen = choose(shown, options)
  const blocks = [
    ...fileBlocks(chosen, options),
    hiddenLines(shown, chosen, options),
    violationBlock(report, options),
    noticeLines(report, options),
    incompleteLines(report.skipped, options.palette),
    adviceLines(chosen, report.subject.mode, options),
  ]
  for (const block of blocks) {
    if (block.length > 0) yield `${block.join('\n')}\n\n`
  }
  yield `${verdictLines(report, options).join('\n')}\n`
}

/** The findings to show in full: those that fail the scan before the others, in the order of the report. */
function choose(shown: readonly Finding[], options: ReportOptions): readonly Finding[] {
  if (shown.length <= options.limit) return shown
  const failing = shown.filter((finding) => isFailing(finding, options))
  const others = shown.filter((finding) => !isFailing(finding, options))
  const chosen = new Set([...failing, ...others].slice(0, options.limit))
  return shown.filter((finding) => chosen.has(finding))
}

function fileBlocks(findings: readonly Finding[], options: ReportOptions): readonly (readonly string[])[] {
  const byPath = new Map<string, Finding[]>()
  for (const finding of findings) {
    const inFile = byPath.get(finding.path)
    if (inFile) inFile.push(finding)
    else byPath.set(finding.path, [finding])
  }
  return Array.from(byPath, ([path, inFile]) => [
    heading(showSafe(path), options),
    ...inFile.flatMap((finding, index) => [...(index > 0 ? [''] : []), ...findingLines(finding, options)]),
  ])
}

function hiddenLines(
  shown: readonly Finding[],
  chosen: readonly Finding[],
  { palette }: ReportOptions,
): readonly string[] {
  if (chosen.length === shown.length) return []
  const isChosen = new Set(chosen)
  const hidden = shown.filter((finding) => !isChosen.has(finding))
  const files = sayCount(new Set(hidden.map((finding) => finding.path)).size, 'file')
  return [`${palette.symbols.more} and ${sayNumber(hidden.length)} more in ${files} (--format json shows all)`]
}

function violationBlock({ violations }: ScanReport, options: ReportOptions): readonly string[] {
  if (violations.length === 0) return []
  return [
    heading('policy', options),
    ...violations.slice(0, options.limit).flatMap((violation) => violationLines(violation, options)),
    ...restLines(violations.length - options.limit, options),
  ]
}

function noticeLines({ notices }: ScanReport, options: ReportOptions): readonly string[] {
  const { palette, limit } = options
  return [
    ...notices.slice(0, limit).map((notice) => palette.yellow(`${palette.symbols.warn} ${showSafe(notice)}`)),
    ...restLines(notices.length - limit, options),
  ]
}

function restLines(count: number, { palette }: ReportOptions): readonly string[] {
  return count > 0 ? [`${palette.symbols.more} and ${sayNumber(count)} more (--format json shows all)`] : []
}

function heading(title: string, { palette }: ReportOptions): string {
  return palette.bold(`${palette.symbols.heading} ${title}`)
}
