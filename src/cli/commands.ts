import type { FixRequest } from '../commands/fixing/fix-request.ts'
import type { MendRequest } from '../commands/mend-policy.ts'
import type { BaselineRequest } from '../commands/run-baseline.ts'
import type { DoctorRequest } from '../commands/run-doctor.ts'
import type { ExplainRequest } from '../commands/run-explain.ts'
import type { FixProposal } from '../commands/run-fix.ts'
import type { InitRequest } from '../commands/run-init.ts'
import type { LookupRequest } from '../commands/run-lookup.ts'
import type { runWithSecrets } from '../commands/run-program-with-secrets.ts'
import type { runRedact } from '../commands/run-redact.ts'
import type { DueRequest, RotateRequest } from '../commands/run-rotate.ts'
import type { RulesRequest } from '../commands/run-rules.ts'
import type { ScanOutcome } from '../commands/run-scan.ts'
import type { StoresRequest } from '../commands/run-stores.ts'
import type { UninstallRequest } from '../commands/run-uninstall.ts'
import type { ScanEnvironment } from '../commands/scan/scan-environment.ts'
import type { VerbResult } from '../commands/verb-result.ts'
import type { Config } from '../config/config.ts'

/** A verb that gives a report. */
export type RunScan = (config: Config, environment: ScanEnvironment) => Promise<ScanOutcome>

/** A verb that answers a request. */
export type RunVerb<Request> = (config: Config, request: Request, environment: ScanEnvironment) => Promise<VerbResult>

/** A verb that proposes before it writes. */
export type RunFix = (config: Config, request: FixRequest, environment: ScanEnvironment) => Promise<FixProposal>

/** The commands, each loaded when its verb is called: nothing else is paid for at start-up. */
export interface Commands {
  readonly scan: () => Promise<RunScan>
  readonly policy: () => Promise<RunScan>
  readonly ci: () => Promise<RunScan>
  readonly init: () => Promise<RunVerb<InitRequest>>
  readonly doctor: () => Promise<RunVerb<DoctorRequest>>
  readonly uninstall: () => Promise<RunVerb<UninstallRequest>>
  readonly rules: () => Promise<RunVerb<RulesRequest>>
  readonly baseline: () => Promise<RunVerb<BaselineRequest>>
  readonly mendPolicy: () => Promise<RunVerb<MendRequest>>
  readonly fix: () => Promise<RunFix>
  readonly stores: () => Promise<RunVerb<StoresRequest>>
  readonly lookup: () => Promise<RunVerb<LookupRequest>>
  readonly run: () => Promise<typeof runWithSecrets>
  readonly redact: () => Promise<typeof runRedact>
  readonly rotate: () => Promise<RunVerb<RotateRequest | DueRequest>>
  readonly explain: () => Promise<RunVerb<ExplainRequest>>
}

export const COMMANDS: Commands = {
  scan: async () => (await import('../commands/run-scan.ts')).runScan,
  policy: async () => (await import('../commands/run-policy.ts')).runPolicy,
  ci: async () => (await import('../commands/run-ci.ts')).runCi,
  init: async () => (await import('../commands/run-init.ts')).runInit,
  doctor: async () => (await import('../commands/run-doctor.ts')).runDoctor,
  uninstall: async () => (await import('../commands/run-uninstall.ts')).runUninstall,
  rules: async () => (await import('../commands/run-rules.ts')).runRules,
  baseline: async () => (await import('../commands/run-baseline.ts')).runBaseline,
  mendPolicy: async () => (await import('../commands/mend-policy.ts')).mendPolicy,
  fix: async () => (await import('../commands/run-fix.ts')).runFix,
  stores: async () => (await import('../commands/run-stores.ts')).runStores,
  lookup: async () => (await import('../commands/run-lookup.ts')).runLookup,
  run: async () => (await import('../commands/run-program-with-secrets.ts')).runWithSecrets,
  redact: async () => (await import('../commands/run-redact.ts')).runRedact,
  rotate: async () => (await import('../commands/run-rotate.ts')).runRotate,
  explain: async () => (await import('../commands/run-explain.ts')).runExplain,
}
