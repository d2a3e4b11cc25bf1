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
export declare function isolatedEnvironment(): NodeJS.ProcessEnv
/** A temporary folder that goes with its owner. */
export declare function temporaryFolder(): Promise<
  AsyncDisposable & {
    readonly path: string
  }
>
/**
 * A repository that holds the files in its first commit; without files it has no commit.
 * @param initArgs arguments for `git init`, `--bare`, `--object-format=sha256`
 */
export declare function gitRepo(files?: Files, initArgs?: readonly string[]): Promise<TestRepository>
/** The same handle for a repository that stands already: a clone, a work tree. */
export declare function testRepository(root: string, dispose?: () => Promise<void>): TestRepository
