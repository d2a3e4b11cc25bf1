import type { FixRequest } from '../../src/commands/fixing/fix-request.ts'
import { type FixProposal, runFix } from '../../src/commands/run-fix.ts'
import { findRoot } from '../../src/config/find-root.ts'
import { loadSettings } from '../../src/config/load-settings.ts'
import { mergeConfig } from '../../src/config/merge-config.ts'
import type { TestRepository } from '../support/git-repo.ts'

const EVERYTHING: FixRequest = { fingerprints: [], places: [], trackedEnv: 'refuse' }

/** What can be fixed in a repository, as the command sees it. */
export async function proposeFix(
  repo: TestRepository,
  request: Partial<FixRequest> = {},
  env: NodeJS.ProcessEnv = repo.env,
): Promise<FixProposal> {
  const root = findRoot(repo.root, null, env)
  const { settings, origin } = await loadSettings(root, null)
  const config = mergeConfig(settings, { cwd: repo.root, root, source: { kind: 'work-tree' }, origin, overrides: {} })
  return runFix(
    config,
    { ...EVERYTHING, ...request },
    {
      env,
      now: () => 0,
      today: '2030-01-01',
      stdin: (async function* () {})(),
      signal: null,
      onProgress: () => {},
    },
  )
}

/** Fixes all that can be fixed; why the rest was left. */
export async function fixAll(
  repo: TestRepository,
  request: Partial<FixRequest> = {},
  env: NodeJS.ProcessEnv = repo.env,
): Promise<readonly string[]> {
  const proposal = await proposeFix(repo, request, env)
  const plan = await proposal.plan(() => true)
  await proposal.apply(plan)
  return plan.unfixed.map(({ refusal }) => refusal.reason)
}
