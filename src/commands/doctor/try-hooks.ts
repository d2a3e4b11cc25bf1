import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { isProcessGone } from '../../disk/temporary-file.ts'
import { ScratchWorkTree, sweepScratch, type Trial, type TrialSettings } from '../../git/scratch-work-tree.ts'
import type { HookName } from '../setup/hook-script.ts'
import type { Project } from '../setup/project.ts'
import type { Bait, Baits } from './bait.ts'
import { bad, type Checkup, ok, warn } from './checkup.ts'

/** Milliseconds that a hook may take; some run tests. */
const PATIENCE = 120_000
const LARGEST_COPY = 1024 * 1024
/** What a client with windows starts a hook with. */
const BARE_PATH = '/usr/bin:/bin:/usr/sbin:/sbin'

/** What a hook made of the bait. */
type Outcome = 'blocks' | 'lets-through' | 'scans-nothing' | 'stopped-elsewhere' | 'no-answer'

/** What hooks run in. */
interface World {
  readonly env: NodeJS.ProcessEnv
  /** Absolute paths. */
  readonly ruleFiles: readonly string[]
  readonly system: 'posix' | 'windows'
}

/**
 * Tries each hook on a commit, a merge and a push that hold the bait, in a work tree of its own with the files of the
 * root that hook managers read. Runs the repository's own hooks.
 */
export async function tryHooks(project: Project, baits: Baits, world: World): Promise<readonly Checkup[]> {
  await sweepScratch(project.repository, isProcessGone)
  const scratch = await ScratchWorkTree.open(project.repository)
  try {
    furnish(scratch.root, project, world.ruleFiles)
    return await tryIn(scratch, project, baits, world)
  } finally {
    await scratch.remove()
  }
}

async function tryIn(
  scratch: ScratchWorkTree,
  { hooks }: Project,
  { leak, merge }: Baits,
  world: World,
): Promise<readonly Checkup[]> {
  const settings = { hooks: hooks.path, env: world.env, patience: PATIENCE }
  const commit = async (so: TrialSettings) => {
    await scratch.stage(leak.name, leak.content)
    return outcomeOf(await scratch.tryCommit(so), leak)
  }
  const first = await commit(settings)
  const base = await scratch.commitOf(merge.name, merge.base)
  const ours = await scratch.commitOf(merge.name, merge.ours, base)
  const theirs = await scratch.commitOf(merge.name, merge.theirs, base)
  const merged = outcomeOf(await scratch.tryMerge(ours, theirs, settings), merge)
  const pushed = outcomeOf(await scratch.tryPush(await scratch.commitOf(leak.name, leak.content), settings), leak)
  const checkups = [
    hookCheckup('pre-commit', first),
    hookCheckup('pre-merge-commit', merged),
    hookCheckup('pre-push', pushed),
  ]
  if (world.system === 'windows' || first.outcome !== 'blocks') return checkups
  return [...checkups, bareCheckup(await commit({ ...settings, env: { ...world.env, PATH: BARE_PATH } }))]
}

/** The files that hook managers and keywarden look for in the root, as they lie there now; .env files are left out. */
function furnish(folder: string, { root }: Project, ruleFiles: readonly string[]): void {
  const names = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^\.env/.test(entry.name) && entry.name !== '.git')
    .map(({ name }) => name)
  const rules = ruleFiles.map((file) => relative(root, file)).filter((file) => !file.startsWith('..'))
  for (const name of [...names, ...rules]) {
    if (statSync(join(root, name)).size > LARGEST_COPY) continue
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    copyFileSync(join(root, name), join(folder, name))
  }
  if (existsSync(join(root, 'node_modules')))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
}

interface Judged {
  readonly outcome: Outcome
  /** Last line that the hook wrote. */
  readonly lastLine: string
}

function outcomeOf({ code, output }: Trial, bait: Pick<Bait, 'name' | 'ruleId'>): Judged {
  const lastLine = output.trim().split('\n').at(-1)?.trim().slice(0, 200) ?? ''
  const isFound = output.includes(bait.name) && output.includes(bait.ruleId)
  if (code === null) return { outcome: 'no-answer', lastLine }
  if (code === 0) return { outcome: 'lets-through', lastLine }
  if (isFound) return { outcome: 'blocks', lastLine }
  return {
    outcome: output.includes('keywarden: nothing was scanned') ? 'scans-nothing' : 'stopped-elsewhere',
    lastLine,
  }
}

const ACTS: Readonly<Record<HookName, string>> = {
  'pre-commit': 'commit',
  'pre-merge-commit': 'merge',
  'pre-push': 'push',
}

function hookCheckup(hook: HookName, { outcome, lastLine }: Judged): Checkup {
  const id = `hook-${hook}`
  const act = ACTS[hook]
  switch (outcome) {
    case 'blocks':
      return ok(id, `${hook} blocks a ${act} with a secret`)
    case 'lets-through':
      return bad(
        id,
        `${hook} lets a ${act} with a secret through`,
        'run keywarden init; if it is set up, see the lines on hooks',
      )
    case 'scans-nothing':
      return bad(
        id,
        `${hook} stops every ${act}: it found no node or no keywarden`,
        'npm install, or npm install --global keywarden',
      )
    case 'stopped-elsewhere':
      return warn(
        id,
        `${hook} stopped the ${act}, but keywarden did not: ${lastLine}`,
        'see what else the hook runs, and put keywarden before it',
      )
    case 'no-answer':
      return warn(id, `${hook} gave no answer in ${PATIENCE / 1000} seconds`, 'see what else the hook runs')
  }
}

function bareCheckup({ outcome, lastLine }: Judged): Checkup {
  const id = 'hook-bare-path'
  const remedy =
    'put the folder of node on the PATH of such clients: for husky in ~/.config/husky/init.sh, else where your desktop sets it'
  if (outcome === 'blocks') return ok(id, 'the hook works with the bare PATH of clients with windows')
  if (outcome === 'lets-through')
    return bad(id, 'with the bare PATH of clients with windows, the hook lets a secret through', remedy)
  return warn(
    id,
    `with the bare PATH of clients with windows, the hook cannot scan and stops every commit: ${lastLine}`,
    remedy,
  )
}
