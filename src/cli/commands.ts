import type { BaselineRequest } from '../commands/run-baseline.ts'
import type { RulesRequest } from '../commands/run-rules.ts'
import type { ScanEnvironment } from '../commands/scan/scan-environment.ts'
import type { VerbResult } from '../commands/verb-result.ts'
import type { Config } from '../config/config.ts'
import type { RuleDocs } from '../model/rule.ts'
import type { ScanReport } from '../model/scan-report.ts'
import type { FailLevel } from '../report/fail-level.ts'

/** What a scan gives. */
export interface ScanResult {
  readonly report: ScanReport
  readonly docs: ReadonlyMap<string, RuleDocs>
  /** From where on a finding fails, where the scan went by other settings than those it was given: a base commit's. */
  readonly level?: FailLevel
}

/** A verb that gives a report. */
export type RunScan = (config: Config, environment: ScanEnvironment) => Promise<ScanResult>

/** A verb that answers a request. */
export type RunVerb<Request> = (config: Config, request: Request, environment: ScanEnvironment) => Promise<VerbResult>

/** The commands, each loaded when its verb is called: nothing else is paid for at start-up. */
export interface Commands {
  readonly scan: () => Promise<RunScan>
  readonly policy: () => Promise<RunScan>
  readonly rules: () => Promise<RunVerb<RulesRequest>>
  readonly baseline: () => Promise<RunVerb<BaselineRequest>>
}

export const COMMANDS: Commands = {
  scan: async () => (await import('../commands/run-scan.ts')).runScan,
  policy: async () => (await import('../commands/run-policy.ts')).runPolicy,
  rules: async () => (await import('../commands/run-rules.ts')).runRules,
  baseline: async () => (await import('../commands/run-baseline.ts')).runBaseline,
}
