import { type GitGate, gitGate } from './gate.ts'
import { openRepository, type Repository } from './open-repository.ts'

/** The repository round a folder, opened when it is first asked for and once. */
export interface RepositoryAccess {
  /** The gate at the caller's folder, for questions that need not wait until the repository is known. */
  gate(): GitGate
  repository(): Promise<Repository>
}

/** Access to the repository round `cwd`; starts nothing yet. */
export function repositoryAccess(
  cwd: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | null = null,
): RepositoryAccess {
  let gate: GitGate | null = null
  let repository: Promise<Repository> | null = null
  const theGate = () => {
    gate ??= gitGate(cwd, env, signal)
    return gate
  }
  return {
    gate: theGate,
    repository: () => {
      repository ??= openRepository(theGate())
      return repository
    },
  }
}
