import type { Config } from '../config/config.ts'
import { makeBaits } from './doctor/bait.ts'
import { bad, type Checkup } from './doctor/checkup.ts'
import { lookRound } from './doctor/look-round.ts'
import { tryHooks } from './doctor/try-hooks.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import { readProject } from './setup/project.ts'
import type { VerbResult } from './verb-result.ts'

/** What doctor has to know of the machine. */
export interface DoctorRequest {
  /** `v22.1.0` */
  readonly node: string
  readonly system: 'posix' | 'windows'
}

const SIGNS = { ok: 'ok  ', warn: 'warn', bad: 'BAD ' } as const

/**
 * Looks whether the gate is shut. Runs the hooks of the repository, which only its user may ask for.
 */
export async function runDoctor(
  config: Config,
  { node, system }: DoctorRequest,
  environment: ScanEnvironment,
): Promise<VerbResult> {
  const { env, signal } = environment
  const project = await readProject(config.cwd, env, signal)
  const baits = makeBaits(config.rules.disabled)
  const world = { env, system, ruleFiles: config.rules.files }
  const tried = baits === null ? [NO_BAIT] : await tryHooks(project, baits, world)
  const checkups = [...(await lookRound(project, node)), ...tried]
  const worst = checkups.filter(({ verdict }) => verdict === 'bad').length
  const warnings = checkups.filter(({ verdict }) => verdict === 'warn').length
  const verdict = worst > 0 ? 'not in order' : 'the hooks block'
  return {
    lines: [
      ...checkups.flatMap(linesOf),
      '',
      `${verdict}: ${checkups.length} checks, ${worst} bad, ${warnings} to look at`,
    ],
    data: { passed: worst === 0, checks: checkups },
    outcome: worst > 0 ? 'failed' : 'passed',
    purpose: 'verdict',
  }
}

const NO_BAIT = bad(
  'rules',
  'the rules that doctor tries are all switched off',
  'take github-pat and private-key-pem out of [rules] disabled',
)

function linesOf({ verdict, says, remedy }: Checkup): readonly string[] {
  return [`${SIGNS[verdict]}  ${says}`, ...(remedy === '' ? [] : [`      do: ${remedy}`])]
}
