import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { replaceFile } from '../disk/replace-file.ts'
import { ScanError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import { addEntries, type Baseline, type BaselineEntry, emptyBaseline, removeEntries } from '../triage/baseline.ts'
import { DEFAULT_KEY, newRepositoryKey } from '../triage/fingerprint.ts'
import { formatBaseline } from '../triage/format-baseline.ts'
import { findEverything } from './baseline/find-everything.ts'
import { readBaseline } from './scan/read-baseline.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import type { VerbResult } from './verb-result.ts'

/** Who accepts findings, why, and until when; null where it is not said. */
export interface EntryDetails {
  readonly reason: string | null
  readonly owner: string | null
  /** `YYYY-MM-DD` */
  readonly expires: string | null
}

/** What a verb of the baseline family is asked. */
export type BaselineRequest =
  | ({ readonly verb: 'baseline create' } & EntryDetails)
  | ({ readonly verb: 'baseline add'; readonly fingerprints: readonly string[] } & EntryDetails)
  | { readonly verb: 'baseline prune' }
  | { readonly verb: 'baseline list' }

/** Answers what is asked of the baseline: lists it, or writes it anew, whole or not at all. */
export async function runBaseline(
  config: Config,
  request: BaselineRequest,
  environment: ScanEnvironment,
): Promise<VerbResult> {
  if (config.baseline === '')
    throw new ScanError('USAGE', 'no baseline is named', { hint: 'set baseline in keywarden.toml' })
  const current = await readBaseline(config.root, config.baseline)
  switch (request.verb) {
    case 'baseline list':
      return listEntries(current, config.baseline, environment.today)
    case 'baseline create':
      return create(config, request, environment, current)
    case 'baseline add':
      return add(config, request, environment, current)
    case 'baseline prune':
      return prune(config, environment, current)
  }
}

async function create(
  config: Config,
  details: EntryDetails,
  environment: ScanEnvironment,
  current: Baseline | null,
): Promise<VerbResult> {
  if (current !== null) {
    throw new ScanError('USAGE', `${config.baseline} exists already`, {
      hint: 'keywarden baseline add accepts further findings; remove the file to begin anew',
    })
  }
  const baseline = emptyBaseline(newRepositoryKey(randomBytes(16)))
  const found = await findEverything(config, environment, baseline)
  return save(config, addEntries(baseline, entriesOf(found, requireDetails(details))), `${found.length} accepted`)
}

async function add(
  config: Config,
  request: EntryDetails & { readonly fingerprints: readonly string[] },
  environment: ScanEnvironment,
  current: Baseline | null,
): Promise<VerbResult> {
  const details = requireDetails(request)
  const shown = await findEverything(config, environment, current ?? emptyBaseline(DEFAULT_KEY))
  const unknown = request.fingerprints.filter((wanted) => !shown.some(({ fingerprint }) => fingerprint === wanted))
  if (unknown.length > 0) {
    throw new ScanError('USAGE', `no finding has the fingerprint ${unknown.join(', ')}`, {
      hint: 'copy it from a report that is newer than the baseline, whose key is part of every fingerprint',
    })
  }
  const wanted = shown.filter(({ fingerprint }) => request.fingerprints.includes(fingerprint))
  const says = `${wanted.length} added`
  if (current !== null) return save(config, addEntries(current, entriesOf(wanted, details)), says)
  const fresh = emptyBaseline(newRepositoryKey(randomBytes(16)))
  const renamed = underKey(wanted, await findEverything(config, environment, fresh))
  return save(config, addEntries(fresh, entriesOf(renamed, details)), says)
}

/** The same findings under the fingerprints that a new key gives them. */
function underKey(wanted: readonly Finding[], found: readonly Finding[]): readonly Finding[] {
  const places = new Set(wanted.map(placeOf))
  return found.filter((finding) => places.has(placeOf(finding)))
}

function placeOf({ ruleId, path, commit, startLine, startColumn }: Finding): string {
  return [ruleId, path, commit, startLine, startColumn].join('\0')
}

async function prune(config: Config, environment: ScanEnvironment, current: Baseline | null): Promise<VerbResult> {
  if (current === null)
    throw new ScanError('USAGE', `there is no ${config.baseline}`, { hint: 'nothing is to be pruned' })
  const found = new Set((await findEverything(config, environment, current)).map(({ fingerprint }) => fingerprint))
  const isGone = ({ fingerprint, expires }: BaselineEntry) =>
    !found.has(fingerprint) || (expires !== null && expires < environment.today)
  const pruned = removeEntries(current, isGone)
  return save(config, pruned, `${current.entries.length - pruned.entries.length} removed`)
}

function requireDetails({ reason, owner, expires }: EntryDetails): Pick<BaselineEntry, 'reason' | 'owner' | 'expires'> {
  if (reason === null) throw new ScanError('USAGE', 'a baseline entry needs a reason', { hint: 'add --reason "…"' })
  return { reason, owner: owner ?? '', expires }
}

function entriesOf(
  findings: readonly Finding[],
  details: Pick<BaselineEntry, 'reason' | 'owner' | 'expires'>,
): readonly BaselineEntry[] {
  return findings.map(({ fingerprint, ruleId, path }) => ({ fingerprint, rule: ruleId, path, ...details }))
}

async function save(config: Config, baseline: Baseline, what: string): Promise<VerbResult> {
  await replaceFile(join(config.root, config.baseline), [formatBaseline(baseline)])
  const says = `${config.baseline}: ${what}, ${baseline.entries.length} entries in all; commit the file`
  return {
    lines: [says],
    data: { file: config.baseline, entries: baseline.entries },
    outcome: 'passed',
    purpose: 'verdict',
  }
}

function listEntries(baseline: Baseline | null, file: string, today: string): VerbResult {
  const entries = baseline?.entries ?? []
  const lines = entries.map(({ fingerprint, rule, path, reason, owner, expires }) => {
    const until = expires === null ? 'for good' : expires < today ? `expired ${expires}` : `until ${expires}`
    return `${fingerprint}  ${rule}  ${path}  ${reason}${owner === '' ? '' : ` (${owner})`}  ${until}`
  })
  if (lines.length === 0) lines.push(`${file} accepts nothing`)
  return { lines, data: { file, entries }, outcome: 'passed', purpose: 'content' }
}
