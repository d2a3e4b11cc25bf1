import type { FixRequest } from '../commands/fixing/fix-request.ts'
import type { MendRequest } from '../commands/mend-policy.ts'
import type { BaselineRequest } from '../commands/run-baseline.ts'
import type { FixProposal } from '../commands/run-fix.ts'
import type { LookupRequest } from '../commands/run-lookup.ts'
import type { DueRequest, RotateRequest } from '../commands/run-rotate.ts'
import type { RulesRequest } from '../commands/run-rules.ts'
import { runScan, type ScanOutcome } from '../commands/run-scan.ts'
import type { StoresRequest } from '../commands/run-stores.ts'
import type { ScanEnvironment } from '../commands/scan/scan-environment.ts'
import type { VerbResult } from '../commands/verb-result.ts'
import type { Config } from '../config/config.ts'

/** A verb that gives a report. */
export type RunScan = (config: Config, environment: ScanEnvironment) => Promise<ScanOutcome>

/** A verb that answers a request. */
export type RunVerb<Request> = (config: Config, request: Request, environment: ScanEnvironment) => Promise<VerbResult>

/** A verb that proposes before it writes. */
export type RunFix = (config: Config, request: FixRequest, environment: ScanEnvironment) => Promise<FixProposal>

/** The commands, each but the scan loaded when its verb is called: nothing else is paid for at start-up. */
export interface Commands {
  readonly scan: () => Promise<RunScan>
  readonly policy: () => Promise<RunScan>
  readonly rules: () => Promise<RunVerb<RulesRequest>>
  readonly baseline: () => Promise<RunVerb<BaselineRequest>>
  readonly fix: () => Promise<RunFix>
  readonly mendPolicy: () => Promise<RunVerb<MendRequest>>
  readonly stores: () => Promise<RunVerb<StoresRequest>>
  readonly lookup: () => Promise<RunVerb<LookupRequest>>
  readonly rotate: () => Promise<RunVerb<RotateRequest | DueRequest>>
}

export const COMMANDS: Commands = {
  scan: async () => runScan,
  policy: async () => (await import('../commands/run-policy.ts')).runPolicy,
  rules: async () => (await import('../commands/run-rules.ts')).runRules,
  baseline: async () => (await import('../commands/run-baseline.ts')).runBaseline,
  fix: async () => (await import('../commands/run-fix.ts')).runFix,
  mendPolicy: async () => (await import('../commands/mend-policy.ts')).mendPolicy,
  stores: async () => (await import('../commands/run-stores.ts')).runStores,
  lookup: async () => (await import('../commands/run-lookup.ts')).runLookup,
  rotate: async () => (await import('../commands/run-rotate.ts')).runRotate,
}
