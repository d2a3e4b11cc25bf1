import type { Config } from '../config/config.ts'
import { readSetting } from '../git/read-setting.ts'
import { runBaseline } from './run-baseline.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import { applyEdits, type FileEdit, joinPlans, type SetupPlan } from './setup/file-edit.ts'
import { planCi } from './setup/plan-ci.ts'
import { planConfig, planExample, planIgnore } from './setup/plan-files.ts'
import { planHooks } from './setup/plan-hooks.ts'
import { type Project, readProject } from './setup/project.ts'
import { SETUP_PARTS, type SetupPart } from './setup/setup-parts.ts'
import { summarize, tellPlan } from './setup/tell-plan.ts'
import type { VerbResult } from './verb-result.ts'

/** What is asked of init. */
export interface InitRequest {
  readonly skip: readonly SetupPart[]
  readonly baseline: 'create' | 'leave'
  /** `ask` calls `confirm` with what is to be done. */
  readonly mode: 'dry-run' | 'write' | 'ask'
  /** Shows lines and asks; true for yes. */
  readonly confirm: (lines: readonly string[]) => Promise<boolean>
}

const PLANNERS = {
  hooks: planHooks,
  config: planConfig,
  ignore: planIgnore,
  example: planExample,
  ci: planCi,
} as const satisfies Record<SetupPart, (project: Project) => Promise<SetupPlan>>

/** Sets a repository up: hooks, settings, ignore lines, example, CI step, baseline. A second run changes nothing more. */
export async function runInit(config: Config, request: InitRequest, environment: ScanEnvironment): Promise<VerbResult> {
  const project = await readProject(config.cwd, environment.env, environment.signal)
  const parts = SETUP_PARTS.filter((part) => !request.skip.includes(part))
  const plans = []
  for (const part of parts) plans.push(await PLANNERS[part](project))
  const plan = joinPlans([...plans, installPlan(project)])
  const isMeant = request.mode === 'write' || (request.mode === 'ask' && (await isConfirmed(plan.edits, request)))
  if (isMeant) await applyEdits(plan.edits, project.root)
  const baseline = isMeant && request.baseline === 'create' ? await acceptAll(config, project, environment) : null
  const done = isMeant ? 'written' : request.mode === 'dry-run' ? 'planned' : 'declined'
  const result = tellPlan(plan, done, ['keywarden doctor proves that the hooks block'])
  return baseline === null ? result : { ...result, lines: [...baseline.lines, ...result.lines] }
}

async function isConfirmed(edits: readonly FileEdit[], { confirm }: InitRequest): Promise<boolean> {
  return edits.length === 0 || confirm(summarize(edits))
}

function installPlan({ isInstalled, manifest }: Project): SetupPlan {
  const install =
    manifest.text === null
      ? 'install the command where it is not: npm install --global keywarden'
      : 'install the command for everybody: npm install --save-dev keywarden'
  return { edits: [], remarks: [], todo: isInstalled ? [] : [install] }
}

async function acceptAll(config: Config, { repository }: Project, environment: ScanEnvironment): Promise<VerbResult> {
  const owner = await readSetting(repository.gate, 'user.name')
  const reason = 'was there when keywarden was set up: look at it'
  return runBaseline(config, { verb: 'baseline create', reason, owner, expires: null }, environment)
}
