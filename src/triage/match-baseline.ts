import type { Finding } from '../model/finding.ts'
import { ANYWHERE, type Baseline, type BaselineEntry } from './baseline.ts'

/** What a baseline accepts a finding by. */
export type FindingIdentity = Pick<Finding, 'fingerprint' | 'ruleId' | 'path'>

/** A baseline made ready for one run. Remembers which of its entries have met a finding. */
export interface BaselineMatcher {
  /** The baseline's path, named as the source of what it accepts. */
  readonly file: string
  /** An entry that accepts the finding today, null where none does. */
  accept(finding: FindingIdentity): BaselineEntry | null
  /** Entries that would hold had they not expired; `met` only those that a finding has asked for. */
  expired(which: 'all' | 'met'): readonly BaselineEntry[]
  /** Entries that hold and have accepted nothing so far. */
  unused(): readonly BaselineEntry[]
}

/**
 * Makes a baseline ready for a run on the day `today`, `YYYY-MM-DD`. An entry accepts the findings of its rule and
 * secret at its path, whatever line or commit holds them, up to and with the day on which it expires.
 */
export function createBaselineMatcher(baseline: Baseline, file: string, today: string): BaselineMatcher {
  const bySecret = groupBySecret(baseline.entries)
  const hasExpired = (entry: BaselineEntry) => entry.expires !== null && entry.expires < today
  const met = new Set<BaselineEntry>()
  return {
    file,
    accept(finding) {
      const entries = bySecret.get(secretOf(finding.fingerprint, finding.ruleId)) ?? []
      const fitting = entries.filter((entry) => entry.path === ANYWHERE || entry.path === finding.path)
      for (const entry of fitting) met.add(entry)
      return fitting.find((entry) => !hasExpired(entry)) ?? null
    },
    expired: (which) => baseline.entries.filter((entry) => hasExpired(entry) && (which === 'all' || met.has(entry))),
    unused: () => baseline.entries.filter((entry) => !hasExpired(entry) && !met.has(entry)),
  }
}

function secretOf(fingerprint: string, rule: string): string {
  return `${fingerprint}\0${rule}`
}

function groupBySecret(entries: readonly BaselineEntry[]): ReadonlyMap<string, readonly BaselineEntry[]> {
  const groups = new Map<string, BaselineEntry[]>()
  for (const entry of entries) {
    const secret = secretOf(entry.fingerprint, entry.rule)
    const group = groups.get(secret)
    if (group) group.push(entry)
    else groups.set(secret, [entry])
  }
  return groups
}
