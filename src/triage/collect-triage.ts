import type { Finding, Suppression } from '../model/finding.ts'
import type { AllowList } from './allow-list.ts'
import type { BaselineEntry } from './baseline.ts'
import { dedupeFindings } from './dedupe-findings.ts'
import { followMoved, type MovedFindings } from './follow-moved.ts'
import type { BaselineMatcher } from './match-baseline.ts'
import type { ChangeTriage } from './triage-change.ts'

/**
 * How much a run has seen: `whole` the complete tree or history, `partial` anything less. Only after `whole` can an
 * acceptance be called unused, or a file renamed. A scan that skipped something is `partial`.
 */
export type Coverage = 'whole' | 'partial'

/** What a run has accepted findings by. */
export interface Acceptances {
  readonly allowList: AllowList
  readonly baseline: BaselineMatcher
}

/** Joins the judged changes of a run, oldest first, into what a report holds of them. */
export function collectTriage(
  changes: readonly ChangeTriage[],
  acceptances: Acceptances,
  coverage: Coverage,
): ChangeTriage {
  const found = dedupeFindings(changes.flatMap((change) => change.findings))
  const { findings, suppressed, moved } = coverage === 'whole' ? followMoved(found, acceptances.baseline) : stay(found)
  const notices = [...changes.flatMap((change) => change.notices), ...tellAcceptances(acceptances, moved, coverage)]
  return {
    findings: [...findings].sort(byPlace),
    origins: new Map(changes.flatMap((change) => [...change.origins])),
    suppressed: [...dedupeSuppressed(changes), ...suppressed].sort((a, b) => byPlace(a.finding, b.finding)),
    alreadyThere: changes.reduce((sum, change) => sum + change.alreadyThere, 0),
    notices: [...new Set(notices)],
  }
}

function stay(findings: readonly Finding[]): MovedFindings {
  return { findings, suppressed: [], moved: [] }
}

function dedupeSuppressed(changes: readonly ChangeTriage[]): readonly Suppression[] {
  const suppressed = changes.flatMap((change) => change.suppressed)
  const kept = new Set(dedupeFindings(suppressed.map(({ finding }) => finding)))
  return suppressed.filter(({ finding }) => kept.has(finding))
}

function tellAcceptances(
  { allowList, baseline }: Acceptances,
  moved: MovedFindings['moved'],
  coverage: Coverage,
): readonly string[] {
  const inFile = (entry: BaselineEntry, says: string) =>
    `${baseline.file}: ${entry.rule} at ${entry.path} (${entry.fingerprint}) ${says}`
  const tellExpired = (entry: BaselineEntry) =>
    inFile(entry, `expired on ${entry.expires} and accepts nothing: fix the finding or renew the entry`)
  if (coverage === 'partial') return baseline.expired('met').map(tellExpired)
  const movedEntries = new Set(moved.map(({ entry }) => entry))
  const unused = baseline.unused().filter((entry) => !movedEntries.has(entry))
  return [
    ...baseline.expired('all').map(tellExpired),
    ...moved.map(({ entry, to }) => inFile(entry, `has moved to ${to}: write the new path into the entry`)),
    ...unused.map((entry) => inFile(entry, 'accepts nothing: remove the entry')),
    ...allowList.unused().map(({ source }) => `${source}: the entry accepts nothing: remove it`),
  ]
}

function byPlace(a: Finding, b: Finding): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  if (a.startLine !== b.startLine) return a.startLine - b.startLine
  if (a.startColumn !== b.startColumn) return a.startColumn - b.startColumn
  return a.ruleId < b.ruleId ? -1 : Number(a.ruleId > b.ruleId)
}
