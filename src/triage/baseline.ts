/** Text that stands for any path in an entry. */
export const ANYWHERE = '*'

/** A finding that a repository has accepted. */
export interface BaselineEntry {
  readonly fingerprint: string
  readonly rule: string
  /** The finding's path as it stood when it was accepted, or `*` for anywhere. */
  readonly path: string
  readonly reason: string
  /** Who answers for it, '' where nobody is named. */
  readonly owner: string
  /** Last day on which it holds, `YYYY-MM-DD`; null: for good. */
  readonly expires: string | null
}

/** The accepted findings of a repository, and the key that their fingerprints are made with. */
export interface Baseline {
  readonly key: string
  /** One for each fingerprint, rule and path, sorted by these. */
  readonly entries: readonly BaselineEntry[]
}

/** A baseline that accepts nothing yet. */
export function emptyBaseline(key: string): Baseline {
  return { key, entries: [] }
}

/** The baseline with entries added; one for the same finding at the same path is replaced. */
export function addEntries(baseline: Baseline, added: readonly BaselineEntry[]): Baseline {
  const replaced = new Set(added.map(identity))
  const kept = baseline.entries.filter((entry) => !replaced.has(identity(entry)))
  return { key: baseline.key, entries: sortEntries([...kept, ...added]) }
}

/** The baseline without the entries that `isUnwanted` names. */
export function removeEntries(baseline: Baseline, isUnwanted: (entry: BaselineEntry) => boolean): Baseline {
  return { key: baseline.key, entries: baseline.entries.filter((entry) => !isUnwanted(entry)) }
}

/**
 * Entries in file order, one for each finding and path. Where a merge has left two, the one that ends first stands, so
 * that a merge never accepts more than both sides did.
 */
export function sortEntries(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const strictest = new Map<string, BaselineEntry>()
  for (const entry of entries) {
    const other = strictest.get(identity(entry))
    if (!other || isBefore(strictness(entry), strictness(other))) strictest.set(identity(entry), entry)
  }
  return [...strictest.values()].sort((a, b) =>
    compare([a.fingerprint, a.path, a.rule], [b.fingerprint, b.path, b.rule]),
  )
}

function identity(entry: BaselineEntry): string {
  return `${entry.fingerprint}\0${entry.rule}\0${entry.path}`
}

/** Reason and owner only make the choice the same on both sides of a merge. */
function strictness(entry: BaselineEntry): readonly string[] {
  return [entry.expires ?? '9999-99-99', entry.reason, entry.owner]
}

function isBefore(a: readonly string[], b: readonly string[]): boolean {
  return compare(a, b) < 0
}

/** By code unit: an order that no locale changes. */
function compare(a: readonly string[], b: readonly string[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? ''
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}
