import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { decodePath } from '../model/repo-path.ts'
import { feedLines } from './feed-lines.ts'
import type { GitGate } from './gate.ts'
import { gitFailure } from './git-failure.ts'
import type { Repository } from './open-repository.ts'
import { startGit } from './run-git.ts'
import { hooksFrom, SCRATCH_COMMANDS } from './scratch-commands.ts'

/** How a git command with hooks ended. */
export interface Trial {
  /** Null where it was ended because it took too long. */
  readonly code: number | null
  /** What git and the hooks wrote, the last part of it. */
  readonly output: string
}

/** How hooks are run. */
export interface TrialSettings {
  /** Absolute path of the folder that git takes hooks from. */
  readonly hooks: string
  readonly env: NodeJS.ProcessEnv
  /** Milliseconds after which a hook is given up. */
  readonly patience: number
}

const NAME = 'keywarden-doctor-'
const LONGEST_OUTPUT = 65_536

/**
 * A linked work tree in the system's folder for temporary files, at a commit without files that nothing refers to. The
 * user's own work tree, index and refs have no part in it. It is removed at the end; what a crash leaves is
 * removed by `sweepScratch`, and by `git worktree prune` once the folder is gone.
 */
export class ScratchWorkTree {
  readonly root: string
  readonly #repository: Repository
  readonly #base: string

  private constructor(repository: Repository, root: string, base: string) {
    this.#repository = repository
    this.root = root
    this.#base = base
  }

  static async open(repository: Repository): Promise<ScratchWorkTree> {
    const base = await commitTree(repository.gate, await ask(repository.gate, SCRATCH_COMMANDS.tree, ''), null)
    const root = realpathSync(mkdtempSync(join(tmpdir(), `${NAME}${process.pid}-`)))
    try {
      await ask(repository.gate, [...SCRATCH_COMMANDS.add, root, base])
    } catch (error) {
      rmSync(root, { recursive: true, force: true })
      throw error
    }
    return new ScratchWorkTree(repository, root, base)
  }

  /** Stages a file, and nothing else; whatever hooks think of it. */
  async stage(name: string, content: string): Promise<void> {
    const { gate } = this.#repository
    await ask(this.#own, [...SCRATCH_COMMANDS.reset, this.#base])
    writeFileSync(join(this.root, name), content)
    const blob = await ask(gate, SCRATCH_COMMANDS.blob, content)
    await ask(this.#own, SCRATCH_COMMANDS.stage, `100644 ${blob}\t${name}\0`)
  }

  /** A commit with one file, on top of another or of the one without files; nothing refers to it. */
  async commitOf(name: string, content: string, parent: string = this.#base): Promise<string> {
    const { gate } = this.#repository
    const blob = await ask(gate, SCRATCH_COMMANDS.blob, content)
    return commitTree(gate, await ask(gate, SCRATCH_COMMANDS.tree, `100644 blob ${blob}\t${name}\0`), parent)
  }

  /** Commits what is staged, as the user would. */
  tryCommit(settings: TrialSettings): Promise<Trial> {
    return this.#try(SCRATCH_COMMANDS.commit, settings)
  }

  /** Merges one commit into another. */
  async tryMerge(into: string, from: string, settings: TrialSettings): Promise<Trial> {
    await ask(this.#own, [...SCRATCH_COMMANDS.reset, into])
    return this.#try([...SCRATCH_COMMANDS.merge, from], settings)
  }

  /** Pushes a commit to a repository that is made for it, and goes with it. */
  async tryPush(commit: string, settings: TrialSettings): Promise<Trial> {
    const remote = realpathSync(mkdtempSync(join(tmpdir(), `${NAME}${process.pid}-`)))
    try {
      const isSha256 = this.#base.length === 64 // git does not push from one kind to the other
      const make = isSha256 ? SCRATCH_COMMANDS.makeSha256Remote : SCRATCH_COMMANDS.makeRemote
      await ask({ ...this.#own, cwd: remote }, [...make, remote])
      return await this.#try([...SCRATCH_COMMANDS.push, remote, `${commit}:refs/heads/keywarden-doctor`], settings)
    } finally {
      rmSync(remote, { recursive: true, force: true })
    }
  }

  /** Takes it away, with all that was tried in it. */
  async remove(): Promise<void> {
    await removeWorkTree(this.#repository.gate, this.root)
  }

  get #own(): GitGate {
    const { gate } = this.#repository
    return { ...gate, cwd: this.root, environment: withoutGitDir(gate.environment) }
  }

  async #try(args: readonly string[], { hooks, env, patience }: TrialSettings): Promise<Trial> {
    const passed = Object.entries(env).filter(([name, value]) => value !== undefined && !/^GIT_(?!CONFIG)/i.test(name))
    const environment = { ...Object.fromEntries(passed), GIT_TERMINAL_PROMPT: '0', GIT_EDITOR: ':' } as Record<
      string,
      string
    >
    const git = startGit({ ...this.#own, environment }, [...hooksFrom(hooks), ...args])
    let output = ''
    const reading = (async () => {
      for await (const chunk of git.output) output = (output + chunk.toString()).slice(-LONGEST_OUTPUT)
    })().catch(() => {}) // what it wrote until it went
    const end = await Promise.race([Promise.all([git.exit, reading]).then(([exit]) => exit), later(patience)])
    if (end === null) git.kill()
    return { code: end?.code ?? null, output: output + (end?.stderr ?? '') }
  }
}

/** Removes the work trees that doctors which are no more have left. */
export async function sweepScratch({ gate }: Repository, isGone: (pid: number) => boolean): Promise<void> {
  const listed = await ask(gate, SCRATCH_COMMANDS.list)
  for (const [, path = ''] of listed.matchAll(/(?:^|\0)worktree ([^\0]*)/g)) {
    const pid = new RegExp(`^${NAME}(\\d+)-`).exec(basename(path))?.[1]
    if (pid !== undefined && isGone(Number(pid))) await removeWorkTree(gate, path)
  }
}

/** What git says of its version. */
export async function gitVersion(gate: GitGate): Promise<string> {
  return (await ask(gate, SCRATCH_COMMANDS.version)).replace('git version ', '')
}

async function removeWorkTree(gate: GitGate, path: string): Promise<void> {
  await ask(gate, [...SCRATCH_COMMANDS.remove, path]).catch(() => '') // its folder may be gone already
  rmSync(path, { recursive: true, force: true, maxRetries: 3 })
  await ask(gate, SCRATCH_COMMANDS.prune)
}

function commitTree(gate: GitGate, tree: string, parent: string | null): Promise<string> {
  return ask(gate, [...SCRATCH_COMMANDS.commitTree, ...(parent === null ? [] : ['-p', parent]), tree])
}

async function ask(gate: GitGate, args: readonly string[], input: string | null = null): Promise<string> {
  const git = startGit(gate, args, input === null ? 'closed' : 'open')
  const feeding = input === null ? null : feedLines(git, [Buffer.from(input).toString('latin1')], '')
  const chunks: Buffer[] = []
  for await (const chunk of git.output) chunks.push(chunk)
  await feeding
  const exit = await git.exit
  if (exit.code !== 0) throw gitFailure(args, exit)
  return decodePath(Buffer.concat(chunks)).replace(/\n$/, '')
}

function withoutGitDir(environment: Readonly<Record<string, string>>): Record<string, string> {
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, GIT_COMMON_DIR: ____, ...rest } = environment
  return rest
}

function later(milliseconds: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), milliseconds).unref())
}
