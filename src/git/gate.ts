import { gitEnvironment } from './environment.ts'
import { locateGit } from './locate-git.ts'

/** How git is run: which program, where, with which environment. Nothing else in the house starts a process. */
export interface GitGate {
  /** Absolute path of the git program, outside the repository. */
  readonly program: string
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
  /** Where the repository keeps its loose objects; null before that is known, and where the environment names another place. */
  readonly objectFolder: string | null
  /** Children end when it is aborted. */
  readonly signal: AbortSignal | null
}

/** The gate as it stands before the repository is known: at the caller's folder. */
export function gitGate(cwd: string, env: NodeJS.ProcessEnv, signal: AbortSignal | null = null): GitGate {
  const environment = gitEnvironment(env)
  return { program: locateGit(cwd, environment['PATH']), cwd, environment, objectFolder: null, signal }
}
