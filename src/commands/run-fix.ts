import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { diskPort } from '../fix/apply/disk-port.ts'
import { writeFix } from '../fix/apply/write-steps.ts'
import { BY_HAND, refuse } from '../fix/fix-plan.ts'
import { openNameBook } from '../fix/names/name-book.ts'
import { gitGate } from '../git/gate.ts'
import { openRepository, type Repository } from '../git/open-repository.ts'
import { ScanError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import type { RuleDocs } from '../model/rule.ts'
import { type EnvHome, envFolderOf, readEnvHome } from './fixing/env-homes.ts'
import { findWanted } from './fixing/find-wanted.ts'
import type { FixRequest } from './fixing/fix-request.ts'
import { type FixContext, type FixPlan, planFixes, type SearchedVersion, type Unfixed } from './fixing/plan-fixes.ts'
import { readProjectFacts } from './fixing/project-facts.ts'
import { readVersions, type UnreadVersion } from './fixing/read-versions.ts'
import { searchVersions, withEnvMasked } from './fixing/search-versions.ts'
import { openDetector } from './scan/open-detector.ts'
import { openKnownValues } from './scan/open-known-values.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'

/** What can be fixed, planned and not done yet. */
export interface FixProposal {
  /** All that was asked for, those that cannot be fixed among them. */
  readonly findings: readonly Finding[]
  /** False where something could not be looked at. */
  readonly isComplete: boolean
  /** What the rules of the findings say of themselves, by id. */
  readonly docs: ReadonlyMap<string, RuleDocs>
  /** `left to lint-staged`: the index is not touched, as another program is about to. */
  readonly index: 'fixed' | 'left to lint-staged'
  /** The plan for all that is chosen; names do not change from one plan to the next. */
  readonly plan: (isChosen: (finding: Finding) => boolean) => Promise<FixPlan>
  /** Writes a plan, in an order in which nothing is lost wherever it is cut off. */
  readonly apply: (plan: FixPlan) => Promise<void>
}

/** Finds what can be fixed in what is staged and in the files of a repository. Writes nothing before `apply`. */
export async function runFix(config: Config, request: FixRequest, environment: ScanEnvironment): Promise<FixProposal> {
  const repository = await openRepository(gitGate(config.cwd, environment.env, environment.signal))
  if (!repository.hasWorkTree) {
    throw new ScanError('NOT_A_REPOSITORY', 'there are no files here: the repository has no work tree', {
      hint: 'run keywarden fix in a clone',
    })
  }
  const index = isUnderLintStaged(repository, environment.env) ? 'left to lint-staged' : 'fixed'
  const seeking: Config = { ...config, known: { envFiles: 'sought', environment: 'off', stores: 'off' } }
  const { findings, isComplete, docs } = await findWanted(seeking, request, environment, repository.root)
  const paths = [...new Set(findings.map(({ path }) => path))]
  const versions = await readVersions(repository, paths, index === 'fixed' ? 'fix' : 'leave')
  const { makeFinder } = await openKnownValues(seeking, { root: repository.root, repository }, environment)
  const engine = await openDetector(config, makeFinder)
  const searched = await searchVersions(config, { root: repository.root, engine }, versions.read, findings)
  const context = await contextOf(repository, searched, paths, request.trackedEnv)
  const port = diskPort(repository, request.trackedEnv)
  return {
    findings,
    isComplete,
    docs,
    index,
    plan: async (isChosen) => {
      const plan = await planFixes(context, isChosen)
      return { ...plan, unfixed: [...plan.unfixed, ...notFound(findings.filter(isChosen), plan, versions.unread)] }
    },
    apply: (plan) => writeFix(plan.writes, port),
  }
}

async function contextOf(
  repository: Repository,
  versions: readonly SearchedVersion[],
  paths: readonly string[],
  trackedEnv: FixRequest['trackedEnv'],
): Promise<FixContext> {
  const { root } = repository
  const folders = new Map(paths.map((path) => [path, envFolderOf(root, path)]))
  const homes = new Map<string, EnvHome>()
  for (const folder of new Set(folders.values())) homes.set(folder, await readEnvHome(repository, folder))
  const books = new Map(
    [...homes.values()].map((home) => [home, openNameBook(home.env?.text ?? '', home.example?.text ?? '')]),
  )
  const homeOf = (path: string) => homes.get(folders.get(path) ?? '') as EnvHome
  return {
    versions: versions.map((version) => withEnvMasked(version, homeOf(version.path).env?.text ?? '')),
    homeOf,
    bookOf: (path) => books.get(homeOf(path)) as ReturnType<typeof openNameBook>,
    projectOf: (path) => readProjectFacts(root, path),
    trackedEnv,
  }
}

/** Findings that no version at hand holds: one that could not be read says why. */
function notFound(chosen: readonly Finding[], plan: FixPlan, unread: readonly UnreadVersion[]): readonly Unfixed[] {
  const met = new Set([...plan.moves, ...plan.unfixed].map(({ finding }) => finding))
  return chosen.flatMap((finding): readonly Unfixed[] => {
    const flaw = unread.find(({ path }) => path === finding.path)
    if (flaw !== undefined) return [{ finding, refusal: refuse(flaw.reason, BY_HAND) }]
    return met.has(finding)
      ? []
      : [{ finding, refusal: refuse('the secret is written there in another form, encoded or in parts', BY_HAND) }]
  })
}
/** lint-staged keeps a stash of its own while its tasks run, and stages what they change itself. */
function isUnderLintStaged({ commonDir }: Repository, env: NodeJS.ProcessEnv): boolean {
  if (env['LINT_STAGED']) return true
  if (env['GIT_INDEX_FILE'] === undefined) return false
  try {
    return /lint-staged automatic backup[^\n]*\n?$/.test(readFileSync(join(commonDir, 'logs/refs/stash'), 'utf8'))
  } catch {
    return false // there is no stash
  }
}
