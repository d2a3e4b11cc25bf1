import { readFileSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import { gitGate } from '../git/gate.ts'
import { openRepository } from '../git/open-repository.ts'
import { ScanError } from '../model/errors.ts'
import { chooseRange } from './ci/choose-range.ts'
import { ciFacts } from './ci/ci-facts.ts'
import { runScan, type ScanOutcome } from './run-scan.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'

/**
 * Scans what a CI run is about. A range in the config is the user's own and goes before what the host tells; an empty
 * one is found.
 */
export async function runCi(config: Config, environment: ScanEnvironment): Promise<ScanOutcome> {
  const { source } = config
  if (source.kind !== 'range' || source.range !== '') return runScan(config, environment)
  const { env, signal } = environment
  const repository = await openRepository(gitGate(config.cwd, env, signal))
  const facts = ciFacts(env, readEvent(env))
  const { range, notices } = await chooseRange(repository, facts)
  const outcome = await runScan({ ...config, source: { kind: 'range', range } }, environment)
  const isCut = outcome.report.skipped.some(({ reason }) => reason === 'shallow-history')
  const remedy = isCut ? [`the clone is shallow: ${facts.wholeClone}`] : []
  const report = { ...outcome.report, notices: [...notices, ...remedy, ...outcome.report.notices] }
  return { ...outcome, report }
}

/** What started a GitHub workflow; null where nothing tells. */
function readEvent(env: NodeJS.ProcessEnv): unknown {
  const file = env['GITHUB_EVENT_PATH'] ?? ''
  if (file === '' || (env['GITHUB_ACTIONS'] ?? '') === '') return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch (cause) {
    throw new ScanError('UNREADABLE', 'the event file that GITHUB_EVENT_PATH names cannot be read', {
      hint: 'name the range with --range',
      cause,
    })
  }
}
