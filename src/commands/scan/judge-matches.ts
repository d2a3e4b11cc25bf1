import type { Config } from '../../config/config.ts'
import type { Match } from '../../model/match.ts'
import { isAtLeastConfidence } from '../../model/rule.ts'
import type { OpenedSource } from '../../sources/create-source.ts'
import type { AllowList } from '../../triage/allow-list.ts'
import { type Baseline, emptyBaseline } from '../../triage/baseline.ts'
import { type Coverage, collectTriage } from '../../triage/collect-triage.ts'
import { createFingerprinter, DEFAULT_KEY } from '../../triage/fingerprint.ts'
import { createBaselineMatcher } from '../../triage/match-baseline.ts'
import type { ChangeTriage, TriageMode } from '../../triage/triage-change.ts'
import type { MatchStore } from './match-store.ts'
import { readBaseline } from './read-baseline.ts'
import { triageChanges } from './triage-changes.ts'

/** By what the matches of a scan are judged. */
export interface Judgement {
  readonly config: Config
  readonly mode: TriageMode
  readonly coverage: Coverage
  /** `YYYY-MM-DD` */
  readonly today: string
  /** Goes in place of the repository's own; null to read that. */
  readonly baseline: Baseline | null
  /** See `ScanEnvironment`. */
  readonly shows: 'all' | 'sure'
}

/** Makes findings and suppressions of what a scan has matched. */
export async function judgeMatches(
  { source, root }: OpenedSource,
  store: MatchStore,
  judgement: Judgement,
): Promise<ChangeTriage> {
  const { config, mode, coverage, today } = judgement
  const baseline = judgement.baseline ?? (await readBaseline(root, config.baseline)) ?? emptyBaseline(DEFAULT_KEY)
  const acceptances = {
    allowList: await allowListOf(config.allow),
    baseline: createBaselineMatcher(baseline, config.baseline, today),
  }
  const fingerprinter = createFingerprinter(baseline.key)
  const isNamed = namedBy(judgement, baseline)
  const changes = await triageChanges(source, store, { mode, fingerprinter, isNamed, ...acceptances })
  return collectTriage(changes, acceptances, coverage)
}

/** Where nothing is accepted by its name, only what is shown needs one. */
function namedBy({ config, shows }: Judgement, { entries }: Baseline): (match: Match) => boolean {
  if (shows === 'all' || entries.length > 0 || config.allow.length > 0) return () => true
  return ({ confidence }) => isAtLeastConfidence(confidence, config.minConfidence)
}

/** The matcher of globs costs start-up, and most repositories have no allow-list. */
async function allowListOf(entries: Config['allow']): Promise<AllowList> {
  if (entries.length === 0) return { accept: () => null, unused: () => [] }
  const { compileAllowList } = await import('../../triage/allow-list.ts')
  return compileAllowList(entries)
}
