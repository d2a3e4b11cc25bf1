import { hasLeft } from '../model/exposure.ts'
import type { Finding } from '../model/finding.ts'
import type { ScanReport } from '../model/scan-report.ts'
import { isIncomplete, SKIP_REASONS } from '../model/skip.ts'
import { sayCount } from './amounts.ts'
import { exposureLine } from './exposure-line.ts'
import { byWorstSeverity, failingViolations, isFailing, isShown } from './fail-level.ts'
import type { ReportOptions } from './reporter.ts'
import { showSafe } from './show-safe.ts'
import { describeSkip } from './skip-lines.ts'
import { verdictLines } from './verdict.ts'

/** What GitHub shows of each level in one step; it drops the others without a word. */
const SHOWN_PER_LEVEL = 10

type Level = 'error' | 'warning' | 'notice'

/** One workflow command that GitHub shows at a line of a file. */
interface Annotation {
  readonly level: Level
  readonly properties: Readonly<Record<string, string | number>>
  readonly lines: readonly string[]
}

/**
 * Annotations of GitHub Actions, worst first, and the verdict. No line begins with foreign text, so that none can be
 * a workflow command but ours.
 */
export function* githubReport(report: ScanReport, options: ReportOptions): Iterable<string> {
  const annotations = [
    ...incompleteAnnotation(report),
    ...report.findings
      .filter((finding) => isShown(finding, options))
      .toSorted(byWorstSeverity)
      .map((finding) => findingAnnotation(finding, options)),
    ...violationAnnotations(report, options),
  ]
  const errors = annotations.filter((annotation) => annotation.level === 'error')
  const warnings = annotations.filter((annotation) => annotation.level === 'warning')
  const shown = [...errors.slice(0, SHOWN_PER_LEVEL), ...warnings.slice(0, SHOWN_PER_LEVEL)]
  for (const annotation of shown) yield workflowCommand(annotation)
  const hidden = annotations.length - shown.length
  if (hidden > 0) yield workflowCommand(restAnnotation(hidden))
  yield `${verdictLines(report, options).join('\n')}\n`
}

function incompleteAnnotation(report: ScanReport): readonly Annotation[] {
  if (report.complete) return []
  const missed = report.skipped.filter(isIncomplete)
  const first = missed[0]
  const example = first ? `, ${SKIP_REASONS[first.reason].says}: ${describeSkip(first)}` : ''
  const line = `${sayCount(missed.length, 'thing')} not looked at${example}`
  return [{ level: 'error', properties: { title: 'Keywarden: scan incomplete' }, lines: [line] }]
}

function findingAnnotation(finding: Finding, options: ReportOptions): Annotation {
  const docs = options.docs.get(finding.ruleId)
  const why = [`confidence ${finding.confidence}`, ...finding.reasons].join('; ')
  const remedy = [docs?.remedy ?? '', docs?.revokeUrl ?? ''].filter((part) => part !== '').join(' ')
  const commit = finding.commit === null ? '' : ` in commit ${finding.commit}`
  return {
    level: isFailing(finding, options) ? 'error' : 'warning',
    properties: {
      file: finding.path,
      line: finding.startLine,
      endLine: finding.endLine,
      // the runner refuses columns where an annotation spans several lines
      ...(finding.startLine === finding.endLine ? { col: finding.startColumn } : {}),
      title: `${finding.message} [${finding.ruleId}]`,
    },
    lines: [`${finding.redacted}${commit} (${why})`, ...exposureLines(finding), remedy],
  }
}

function exposureLines({ exposure }: Finding): readonly string[] {
  if (exposure === null) return []
  return [exposureLine(exposure), ...(hasLeft(exposure) ? ['Rotate it now: whoever has a clone has it.'] : [])]
}

function violationAnnotations(report: ScanReport, options: ReportOptions): readonly Annotation[] {
  const failing = new Set(failingViolations(report, options))
  return report.violations.toSorted(byWorstSeverity).map((violation) => ({
    level: failing.has(violation) ? 'error' : 'warning',
    properties: {
      file: violation.path,
      ...(violation.line === null ? {} : { line: violation.line }),
      title: `Policy [${violation.policyId}]`,
    },
    lines: [violation.message, violation.remedy],
  }))
}

function restAnnotation(count: number): Annotation {
  const line = `${sayCount(count, 'annotation')} more, as GitHub shows ${SHOWN_PER_LEVEL} of a level; --format json has all`
  return { level: 'notice', properties: {}, lines: [line] }
}

/** `::error file=a%2Cb,line=1::message`; the runner undoes the percent signs. */
function workflowCommand({ level, properties, lines }: Annotation): string {
  const pairs = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  const message = lines.filter((line) => line !== '').map(escapeData)
  return `::${[level, pairs.join(',')].join(' ').trimEnd()}::${message.join('%0A')}\n`
}

function escapeData(text: string): string {
  return showSafe(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
