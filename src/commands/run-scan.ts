import type { Config } from '../config/config.ts'
import type { Blob } from '../model/blob.ts'
import type { RuleDocs } from '../model/rule.ts'
import type { ScanReport, ScanSubject } from '../model/scan-report.ts'
import { isIncomplete, type Skip } from '../model/skip.ts'
import { VERSION } from '../model/version.ts'
import { createSource, type OpenedSource } from '../sources/create-source.ts'
import type { Source } from '../sources/source.ts'
import type { Baseline } from '../triage/baseline.ts'
import type { Coverage } from '../triage/collect-triage.ts'
import type { ChangeTriage, TriageMode } from '../triage/triage-change.ts'
import type { EnvUseCollector } from './policy/env-use-collector.ts'
import { type Examine, type Examiner, examinerHere, examineWith } from './scan/examiner.ts'
import { GrowingExaminer } from './scan/growing-examiner.ts'
import { judgeEnvPolicy } from './scan/judge-env-policy.ts'
import { MatchStore } from './scan/match-store.ts'
import { type OpenedDetector, openDetector } from './scan/open-detector.ts'
import { type OpenedKnownValues, openKnownValues } from './scan/open-known-values.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import type { TrustedConfig } from './scan/trusted-settings.ts'

/** What a scan gives: the report, and what its findings' rules say of themselves. */
export interface ScanOutcome {
  readonly report: ScanReport
  readonly docs: ReadonlyMap<string, RuleDocs>
  /** From where on a finding fails: that of the settings which the scan went by. */
  readonly level: Pick<Config, 'failOn' | 'minConfidence'>
}

/** For each kind of source, what makes a finding, whether the scan sees everything there is, and what it sees. */
const SOURCE_TRAITS = {
  staged: { mode: 'introduced-only', coverage: 'partial', texts: 'files' },
  range: { mode: 'introduced-only', coverage: 'partial', texts: 'versions' },
  push: { mode: 'introduced-only', coverage: 'partial', texts: 'versions' },
  history: { mode: 'introduced-only', coverage: 'whole', texts: 'versions' },
  'work-tree': { mode: 'all', coverage: 'whole', texts: 'files' },
  paths: { mode: 'all', coverage: 'partial', texts: 'files' },
  stdin: { mode: 'all', coverage: 'partial', texts: 'files' },
} as const satisfies Record<
  Config['source']['kind'],
  { mode: TriageMode; coverage: Coverage; texts: 'files' | 'versions' }
>

/**
 * Scans what the config says: find, triage, judge the policy, report.
 * @param given baseline to go by in place of the repository's own, null to read that
 */
export async function runScan(
  config: Config,
  environment: ScanEnvironment,
  given: Baseline | null = null,
): Promise<ScanOutcome> {
  const started = environment.now()
  const opened = await createSource(config.source, { cwd: config.cwd, ...environment })
  const { config: trusted, notices } = await trust(config, opened)
  const known = await openKnownValues(trusted, opened, environment)
  const engine = await openDetector(trusted, known.makeFinder, SOURCE_TRAITS[config.source.kind].texts)
  const examine = examineWith(engine.detector, engine.knownRules)
  const store = new MatchStore(examine)
  const uses = trusted.source.kind === 'work-tree' ? await collectUses() : null
  const examiner = examinerOf(examine, engine, known, environment)
  try {
    await lookAt(opened.source, examiner, [store, ...(uses === null ? [] : [uses])], environment)
    await examiner.settle()
  } finally {
    examiner.stop()
  }
  const triage = await judge(trusted, opened, store, { environment, baseline: given })
  const { violations, notices: policyNotices, skips } = await judgeEnvPolicy(trusted, opened, store, uses?.uses ?? [])
  const skipped = dedupeSkips([...store.skips, ...known.skips, ...skips])
  const { findings, suppressed } = triage
  const report: ScanReport = {
    tool: { name: 'keywarden', version: VERSION, rules: engine.digest() },
    subject: subjectOf(config.source),
    complete: !skipped.some(isIncomplete),
    summary: {
      ...store.seen,
      commits: opened.source.commits,
      skipped: skipped.length,
      alreadyThere: config.source.kind === 'history' ? 0 : triage.alreadyThere,
      milliseconds: Math.round(environment.now() - started),
    },
    findings,
    violations,
    suppressed,
    skipped,
    notices: [...notices, ...known.notices, ...triage.notices, ...policyNotices],
  }
  const shown = new Set([...findings, ...suppressed.map(({ finding }) => finding)].map(({ ruleId }) => ruleId))
  const { failOn, minConfidence } = trusted
  return { report, docs: engine.docs(shown), level: { failOn, minConfidence } }
}

/** Only a range brings settings of its own. */
async function trust(config: Config, opened: OpenedSource): Promise<TrustedConfig> {
  if (config.source.kind !== 'range') return { config, notices: [] }
  const { trustedSettings } = await import('./scan/trusted-settings.ts')
  return trustedSettings(config, opened)
}

/** What other threads need is loaded when there is something for them to do. */
function examinerOf(
  examine: Examine,
  { recipe: engine }: OpenedDetector,
  { values: known }: OpenedKnownValues,
  { jobs, signal }: ScanEnvironment,
): Examiner {
  const here = examinerHere(examine)
  if (jobs === 1) return here
  return new GrowingExaminer(here, async () => {
    const { openCrew } = await import('./scan/threads/open-crew.ts')
    return openCrew({ examine, engine, known, signal, ...(jobs && { jobs }) })
  })
}

/** Looks at what a scan comes by, beside the store. */
interface BlobTaker {
  take(item: Blob | Skip): void
}

/** Code is only read for its use of the environment where all of it is there. */
async function collectUses(): Promise<EnvUseCollector> {
  const { EnvUseCollector } = await import('./policy/env-use-collector.ts')
  return new EnvUseCollector()
}

/** Milliseconds for which the scan may hold up signals, which are only heard between turns of the event loop. */
const LONGEST_TURN = 50

async function lookAt(
  source: Source,
  examiner: Examiner,
  [store, ...others]: readonly [MatchStore, ...BlobTaker[]],
  { now, onProgress }: ScanEnvironment,
): Promise<void> {
  let turn = now()
  for await (const item of source.blobs()) {
    const handing = store.take(item, examiner)
    for (const other of others) other.take(item)
    if (handing !== null) await handing
    const { objects, bytes } = store.seen
    onProgress({ objects, bytes, commits: source.commits })
    if (now() - turn < LONGEST_TURN) continue
    await new Promise((resolve) => setImmediate(resolve))
    turn = now()
  }
}

/** Most commits hold nothing to judge, and what judges costs start-up. */
async function judge(
  config: Config,
  opened: OpenedSource,
  store: MatchStore,
  { environment, baseline }: { readonly environment: ScanEnvironment; readonly baseline: Baseline | null },
): Promise<ChangeTriage> {
  const { mode, coverage } = SOURCE_TRAITS[config.source.kind]
  if (coverage === 'partial' && store.idsWithMatches().size === 0) {
    return { findings: [], origins: new Map(), suppressed: [], alreadyThere: 0, notices: [] }
  }
  const { judgeMatches } = await import('./scan/judge-matches.ts')
  const isWhole = coverage === 'whole' && !store.skips.some(isIncomplete)
  const { today, shows = 'all' } = environment
  const settings = { config, mode, coverage: isWhole ? 'whole' : 'partial', today, baseline, shows } as const
  const triage = await judgeMatches(opened, store, settings)
  if (triage.findings.length === 0 || opened.repository === null) return triage
  const { withExposure } = await import('./scan/measure-exposure.ts')
  return withExposure(triage, config.source.kind, opened.repository, store)
}

/** A remote without a name is told by its URL, which may hold a password. */
function pushTo(remote: string): string {
  return /^[\w./-]+$/.test(remote) ? `the push to ${remote}` : 'the push'
}

function subjectOf(source: Config['source']): ScanSubject {
  switch (source.kind) {
    case 'range':
      return { mode: 'range', detail: source.range }
    case 'push':
      return { mode: 'range', detail: pushTo(source.remote) }
    case 'paths':
      return { mode: 'paths', detail: fewOf(source.paths) }
    case 'stdin':
      return { mode: 'stdin', detail: source.filename }
    default:
      return { mode: source.kind, detail: '' }
  }
}

/** As many paths as a line takes: npm may have listed thousands. */
function fewOf(paths: readonly string[]): string {
  const told = paths.slice(0, 3).join(' ')
  return paths.length > 3 ? `${told} and ${paths.length - 3} more` : told
}

/** The same gap is told once, whatever number of times the scan has met it. */
function dedupeSkips(skips: readonly Skip[]): readonly Skip[] {
  return [...new Map(skips.map((skip) => [JSON.stringify(skip), skip])).values()]
}
