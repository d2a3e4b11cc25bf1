import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { closeToOthers } from '../disk/close-to-others.ts'
import { readEnv } from '../dotenv/read-env.ts'
import { gitGate } from '../git/gate.ts'
import { openRepository, type Repository } from '../git/open-repository.ts'
import { untrack } from '../git/untrack.ts'
import { ScanError } from '../model/errors.ts'
import { isAtLeastSeverity } from '../model/rule.ts'
import { appendLines } from '../policy/append-lines.ts'
import { type MendStep, planMends } from '../policy/plan-mends.ts'
import type { PolicyVerdict } from '../policy/settle-breaches.ts'
import { shellWord } from '../policy/show-path.ts'
import { type Edit, editFile, type MendMode } from './policy/edit-file.ts'
import { judgeRepository } from './policy/judge-repository.ts'
import { templateAfter } from './policy/write-template.ts'
import { openDetector } from './scan/open-detector.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import type { VerbResult } from './verb-result.ts'

/** How breaches are to be mended. */
export interface MendRequest {
  readonly mode: MendMode
}

/** A thing that was done, or would be. */
interface Deed {
  readonly kind: MendStep['kind']
  readonly paths: readonly string[]
  readonly says: string
}

/** What is mended may bring a breach to light: a template that is made and turns out to be ignored. */
const MOST_ROUNDS = 3

/** Mends the breaches that a program can mend, and tells which are left. A second run finds nothing more to do. */
export async function mendPolicy(
  config: Config,
  { mode }: MendRequest,
  environment: ScanEnvironment,
): Promise<VerbResult> {
  const repository = await openRepository(gitGate(config.cwd, environment.env, environment.signal))
  const deeds: Deed[] = []
  let { verdict } = await judgeRepository(repository, config.policy)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const done = await takeAll(planMends(verdict.standing), { repository, config, mode })
    deeds.push(...done)
    if (mode === 'dry-run' || done.length === 0) break
    verdict = (await judgeRepository(repository, config.policy)).verdict
  }
  return resultOf(deeds, verdict, config, mode)
}

interface Mending {
  readonly repository: Repository
  readonly config: Config
  readonly mode: MendMode
}

async function takeAll(steps: readonly MendStep[], mending: Mending): Promise<readonly Deed[]> {
  const deeds: Deed[] = []
  for (const step of steps) {
    const deed = await take(step, mending).catch((cause) => {
      throw withDeeds(cause, deeds)
    })
    if (deed !== null) deeds.push(deed)
  }
  return deeds
}

/** A failure half way tells what was done before it. */
function withDeeds(cause: unknown, deeds: readonly Deed[]): unknown {
  if (!(cause instanceof ScanError) || deeds.length === 0) return cause
  const hint = `${cause.hint}; before that, this was done: ${deeds.map(({ says }) => says).join('; ')}`
  return new ScanError(cause.code, cause.message, { hint, cause: cause.cause })
}

async function take(step: MendStep, { repository, config, mode }: Mending): Promise<Deed | null> {
  const { root, gate } = repository
  switch (step.kind) {
    case 'ignore': {
      const edit = await editFile(root, step.file, mode, async (before) => appendLines(before ?? '', step.lines))
      const added = edit.after
        .slice(edit.before?.length ?? 0)
        .split(/\r?\n/)
        .filter((line) => line !== '')
      return deedOf('ignore', step.file, edit, `add ${added.join(', ')}`)
    }
    case 'template': {
      const { detector } = await openDetector(config)
      const edit = await editFile(root, step.file, mode, (before) => templateAfter(step, before, { root, detector }))
      return deedOf('template', step.file, edit, sayTemplate(edit, step.blank))
    }
    case 'untrack':
      if (mode === 'write') await untrack(gate, step.paths)
      return { kind: 'untrack', paths: step.paths, says: `git rm --cached -- ${step.paths.map(shellWord).join(' ')}` }
    case 'close':
      if (mode === 'write') await closeToOthers(join(root, step.file), root)
      return { kind: 'close', paths: [step.file], says: `chmod go= ${shellWord(step.file)}` }
  }
}

function deedOf(kind: Deed['kind'], file: string, { before, after }: Edit, does: string): Deed | null {
  return after === (before ?? '')
    ? null
    : { kind, paths: [file], says: `${file}: ${before === null ? 'create it, ' : ''}${does}` }
}

function sayTemplate({ before, after }: Edit, blank: readonly string[]): string {
  const old = new Set(readEnv(before ?? '').map(({ key }) => key))
  const added = readEnv(after)
    .filter(({ key }) => !old.has(key))
    .map(({ key }) => key)
  const parts = [
    ...(added.length === 0 ? [] : [`add ${added.join(', ')} without values`]),
    ...(blank.length === 0 ? [] : [`take out the value of ${blank.join(', ')}`]),
  ]
  return parts.join('; ')
}

function resultOf(
  deeds: readonly Deed[],
  { violations, notices }: PolicyVerdict,
  config: Config,
  mode: MendMode,
): VerbResult {
  const isFailing = violations.some(({ severity }) => isAtLeastSeverity(severity, config.failOn))
  const left = mode === 'dry-run' ? [] : violations
  const heading = mode === 'dry-run' ? 'would do:' : 'done:'
  const lines = [
    ...(deeds.length === 0
      ? ['there is nothing that --fix could do']
      : [heading, ...deeds.map(({ says }) => `  ${says}`)]),
    ...(left.length === 0 ? [] : ['left to you:']),
    ...left.flatMap(({ path, line, message, policyId, remedy }) => [
      `  ${path}${line === null ? '' : `:${line}`}: ${message} [${policyId}]`,
      `    do: ${remedy}`,
    ]),
  ]
  const isInGit = deeds.some(({ kind }) => kind !== 'close') // a mode for the owner alone is nothing to commit
  const remarks =
    mode === 'write' && isInGit ? ['look at the changes with git status and git diff, then commit them'] : []
  return {
    lines,
    remarks,
    data: { mode, done: deeds, left, notices: mode === 'dry-run' ? [] : notices },
    outcome: isFailing ? 'failed' : 'passed',
    purpose: 'verdict',
  }
}
