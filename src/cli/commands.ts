import type { BaselineRequest } from '../commands/run-baseline.ts'
import type { ExplainRequest } from '../commands/run-explain.ts'
import type { RulesRequest } from '../commands/run-rules.ts'
import { runScan, type ScanOutcome } from '../commands/run-scan.ts'
import type { ScanEnvironment } from '../commands/scan/scan-environment.ts'
import type { VerbResult } from '../commands/verb-result.ts'
import type { Config } from '../config/config.ts'

/** A verb that gives a report. */
export type RunScan = (config: Config, environment: ScanEnvironment) => Promise<ScanOutcome>

/** A verb that answers a request. */
export type RunVerb<Request> = (config: Config, request: Request, environment: ScanEnvironment) => Promise<VerbResult>

/** The commands, each but the scan loaded when its verb is called: nothing else is paid for at start-up. */
export interface Commands {
  readonly scan: () => Promise<RunScan>
  readonly policy: () => Promise<RunScan>
  readonly rules: () => Promise<RunVerb<RulesRequest>>
  readonly baseline: () => Promise<RunVerb<BaselineRequest>>
  readonly explain: () => Promise<RunVerb<ExplainRequest>>
}

export const COMMANDS: Commands = {
  scan: async () => runScan,
  policy: async () => (await import('../commands/run-policy.ts')).runPolicy,
  rules: async () => (await import('../commands/run-rules.ts')).runRules,
  baseline: async () => (await import('../commands/run-baseline.ts')).runBaseline,
  explain: async () => (await import('../commands/run-explain.ts')).runExplain,
}
