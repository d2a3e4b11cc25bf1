import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { nearestDotGit } from '../git/nearest-dot-git.ts'

/** Where named paths are at home: a repository, by a folder in it, or no more than a folder. */
export interface Home {
  readonly kind: 'repository' | 'folder'
  readonly folder: string
}

/**
 * The repository that holds `cwd`; else the one that holds the only folder that is named; else that folder; else
 * `cwd`. Asks the disk alone, so that files can be scanned where there is no git.
 */
export function homeOf(cwd: string, names: readonly string[], env: NodeJS.ProcessEnv): Home {
  const here = realpathSync(cwd)
  if (env['GIT_DIR'] !== undefined || nearestDotGit(here)) return { kind: 'repository', folder: here }
  const [only = '.', ...others] = names
  const named = resolve(here, only)
  if (others.length > 0 || !statSync(named, { throwIfNoEntry: false })?.isDirectory()) {
    return { kind: 'folder', folder: here }
  }
  const folder = realpathSync(named)
  return { kind: nearestDotGit(folder) ? 'repository' : 'folder', folder }
}
