import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Content of files by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>

/** A real git repository in a folder of its own, which goes with it. */
export interface TestRepository extends AsyncDisposable {
  /** Absolute path of the work tree. */
  readonly root: string
  /** The environment that its git runs with: none of the machine's own git settings. */
  readonly env: NodeJS.ProcessEnv
  /** Runs git in the work tree; what it prints, without the line feed at the end. Throws where git fails. */
  git(...args: readonly string[]): Promise<string>
  write(path: string, content: string | Uint8Array): Promise<void>
  append(path: string, content: string | Uint8Array): Promise<void>
  /** Moves a file, in the work tree alone. */
  move(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  stage(...paths: readonly string[]): Promise<void>
  stageAll(): Promise<void>
  /** Stages all and commits; the full id. */
  commit(message?: string): Promise<string>
}

/** An environment for git that knows nothing of the machine's settings and has a name to commit by. */
export function isolatedEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^GIT/i.test(name))
  const person = { NAME: 'Ada', EMAIL: 'ada@example.com', DATE: '2024-01-02T03:04:05Z' }
  const people = ['AUTHOR', 'COMMITTER'].flatMap((role) =>
    Object.entries(person).map(([key, value]) => [`GIT_${role}_${key}`, value]),
  )
  return {
    ...Object.fromEntries([...kept, ...people]),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
}

/** A temporary folder that goes with its owner. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'keywarden-test-')))
  return {
    path,
    [Symbol.asyncDispose]: async () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }),
  }
}

/**
 * A repository that holds the files in its first commit; without files it has no commit.
 * @param initArgs arguments for `git init`, `--bare`, `--object-format=sha256`
 */
export async function gitRepo(files: Files = {}, initArgs: readonly string[] = []): Promise<TestRepository> {
  const folder = await temporaryFolder()
  const repository = testRepository(join(folder.path, 'repo'), async () => folder[Symbol.asyncDispose]())
  mkdirSync(repository.root)
  await repository.git('init', '--quiet', '--initial-branch=main', ...initArgs)
  for (const [path, content] of Object.entries(files)) await repository.write(path, content)
  if (Object.keys(files).length > 0) await repository.commit('first')
  return repository
}

/** The same handle for a repository that stands already: a clone, a work tree. */
export function testRepository(root: string, dispose: () => Promise<void> = async () => {}): TestRepository {
  const env = isolatedEnvironment()
  const git = async (...args: readonly string[]) => {
    const { stdout } = await run('git', [...args], { cwd: root, env, maxBuffer: 1 << 28 })
    return stdout.replace(/\n$/, '')
  }
  const place = (path: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    return join(root, path)
  }
  const stageAll = async () => void (await git('add', '--all', '.'))
  return {
    root,
    env,
    git,
    write: async (path, content) => writeFileSync(place(path), content),
    append: async (path, content) => appendFileSync(place(path), content),
    move: async (from, to) => renameSync(join(root, from), place(to)),
    remove: async (path) => rmSync(join(root, path), { recursive: true }),
    stage: async (...paths) => void (await git('--literal-pathspecs', 'add', '--', ...paths)),
    stageAll,
    commit: async (message = 'change') => {
      await stageAll()
      await git('commit', '--quiet', '--message', message)
      return git('rev-parse', 'HEAD')
    },
    [Symbol.asyncDispose]: dispose,
  }
}
