import type { Finding, Suppression } from '../model/finding.ts'
import type { BaselineEntry } from './baseline.ts'
import type { BaselineMatcher } from './match-baseline.ts'

/** Findings that are left, and those that a moved entry accepts. */
export interface MovedFindings {
  readonly findings: readonly Finding[]
  readonly suppressed: readonly Suppression[]
  /** Entries that have moved, with the path at which their secret stands now. */
  readonly moved: readonly { readonly entry: BaselineEntry; readonly to: string }[]
}

/**
 * Follows renamed files: where an entry's secret has left its path and stands at one other path only, the file was renamed and
 * the entry goes with it. Where it stands at several, it was copied, and all of them stay findings. Only meaningful
 * after a scan of everything: elsewhere nobody knows that the secret has left its path.
 */
export function followMoved(findings: readonly Finding[], baseline: BaselineMatcher): MovedFindings {
  const paths = new Map<string, Set<string>>()
  for (const finding of findings) {
    const secret = secretOf(finding.fingerprint, finding.ruleId)
    paths.set(secret, (paths.get(secret) ?? new Set()).add(finding.path))
  }
  const moved = new Map<string, { entry: BaselineEntry; to: string }>()
  for (const entry of baseline.unused()) {
    const secret = secretOf(entry.fingerprint, entry.rule)
    const [to, ...others] = paths.get(secret) ?? []
    if (to !== undefined && others.length === 0) moved.set(secret, { entry, to })
  }
  const entryOf = (finding: Finding) => moved.get(secretOf(finding.fingerprint, finding.ruleId))?.entry
  const suppressed = findings.flatMap((finding): Suppression[] => {
    const entry = entryOf(finding)
    return entry ? [{ finding, kind: 'baseline', reason: entry.reason, source: baseline.file }] : []
  })
  return { findings: findings.filter((finding) => !entryOf(finding)), suppressed, moved: [...moved.values()] }
}

function secretOf(fingerprint: string, rule: string): string {
  return `${fingerprint}\0${rule}`
}
