import type { FixWrites } from '../../fix/apply/write-steps.ts'
import { type DiffLine, diffLines } from '../../fix/diff-lines.ts'
import { type ProjectFacts, type Refusal, refuse } from '../../fix/fix-plan.ts'
import type { NameBook } from '../../fix/names/name-book.ts'
import { type FilePlan, planFile } from '../../fix/plan-file.ts'
import type { Finding } from '../../model/finding.ts'
import { shellWord } from '../../policy/show-path.ts'
import type { EnvHome } from './env-homes.ts'
import type { FoundSite, FoundSites } from './find-sites.ts'
import type { FixRequest } from './fix-request.ts'
import { planEnv, type SecretMove } from './plan-env.ts'
import type { FileVersion } from './read-versions.ts'

/** A version of a file and the secrets in it. */
export type SearchedVersion = FileVersion & FoundSites

/** All that a plan is made of; the books keep the names from one plan to the next. */
export interface FixContext {
  readonly versions: readonly SearchedVersion[]
  readonly homeOf: (path: string) => EnvHome
  readonly bookOf: (path: string) => NameBook
  readonly projectOf: (path: string) => ProjectFacts
  readonly trackedEnv: FixRequest['trackedEnv']
}

/** What changes in a file, as it may be shown: values are masked. */
export interface ShownChange {
  readonly path: string
  /** `staged` is the version in the index. */
  readonly where: 'work tree' | 'staged' | 'work tree and staged'
  readonly lines: readonly DiffLine[]
}

/** A secret in a version of a file that is left as it is. */
export interface Unfixed {
  readonly finding: Finding
  readonly refusal: Refusal
}

/** What is to be written, what of it is shown, and what is left. */
export interface FixPlan {
  readonly writes: FixWrites
  readonly changes: readonly ShownChange[]
  readonly moves: readonly SecretMove[]
  readonly unfixed: readonly Unfixed[]
}

interface PlannedVersion {
  readonly version: SearchedVersion
  readonly plan: FilePlan
}

const ENCODED = refuse(
  'the value is in .env already, and stands here encoded or in parts',
  'make this text from the variable when the program runs; where it is all that the program needs, keep it in .env',
)

/** Plans the fix of the chosen findings in every version of their files. */
export async function planFixes(context: FixContext, isChosen: (finding: Finding) => boolean): Promise<FixPlan> {
  const planned: PlannedVersion[] = []
  const unfixed: Unfixed[] = []
  for (const version of context.versions) {
    unfixed.push(...version.encoded.filter(isChosen).map((finding) => ({ finding, refusal: ENCODED })))
    const sites = version.sites.filter(({ finding }) => isChosen(finding))
    if (sites.length === 0) continue
    const plan = await planVersion(context, version, sites)
    planned.push({ version, plan })
    unfixed.push(...plan.refused.map(({ site, refusal }) => ({ finding: (site as FoundSite).finding, refusal })))
  }
  const moves = planned.flatMap(({ version, plan }) =>
    plan.moves.map((move) => ({
      ...move,
      finding: (move.site as FoundSite).finding,
      home: context.homeOf(version.path),
    })),
  )
  const edited = planned.filter(({ plan }) => plan.edits.length > 0)
  const onDisk = new Map(
    edited.flatMap(({ version, plan }) => (version.kind === 'disk' ? [[plan.path, { plan, version }]] : [])),
  )
  const env = planEnv(moves, (path) => onDisk.get(path)?.plan.after ?? null)
  const taken = new Set(env.examples.map(({ path }) => path))
  const writes: FixWrites = {
    ignores: env.ignores,
    env: env.env,
    examples: env.examples,
    files: [...onDisk.values()].flatMap(({ plan, version }) =>
      taken.has(plan.path) ? [] : [{ path: plan.path, text: plan.after, expected: version.digest }],
    ),
    index: edited.flatMap(({ version, plan }) =>
      version.kind === 'index'
        ? [{ path: plan.path, mode: version.entry.mode, expected: version.entry.oid, text: plan.after }]
        : [],
    ),
  }
  return { writes, changes: [...shownChanges(edited), ...env.changes], moves, unfixed: distinctUnfixed(unfixed) }
}

async function planVersion(
  context: FixContext,
  version: SearchedVersion,
  sites: readonly FoundSite[],
): Promise<FilePlan> {
  const { path, text } = version
  const home = context.homeOf(path)
  if (home.isTracked && context.trackedEnv === 'refuse') {
    const word = shellWord(home.envPath)
    const refusal = refuse(
      `${home.envPath} is in git, so the value would be committed with it`,
      `git rm --cached -- ${word}, commit that, and run keywarden fix again; --force writes to it all the same`,
    )
    return { path, before: text, after: text, edits: [], moves: [], refused: sites.map((site) => ({ site, refusal })) }
  }
  return planFile({ path, text, project: context.projectOf(path) }, sites, context.bookOf(path))
}

/** The same change to both versions of a file is shown once. */
function shownChanges(planned: readonly PlannedVersion[]): readonly ShownChange[] {
  const shown = new Map<string, ShownChange>()
  for (const { version, plan } of planned) {
    const lines = diffLines(plan.before, plan.edits, version.masks)
    const key = JSON.stringify([plan.path, lines])
    const where = version.kind === 'disk' ? 'work tree' : 'staged'
    shown.set(key, { path: plan.path, lines, where: shown.has(key) ? 'work tree and staged' : where })
  }
  return [...shown.values()]
}

function distinctUnfixed(unfixed: readonly Unfixed[]): readonly Unfixed[] {
  const known = new Map(
    unfixed.map((one) => [
      JSON.stringify([one.finding.path, one.finding.startLine, one.finding.fingerprint, one.refusal.reason]),
      one,
    ]),
  )
  return [...known.values()]
}
