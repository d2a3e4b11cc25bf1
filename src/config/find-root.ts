import { type Stats, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * The folder whose settings count: the root of the repository that holds `cwd`, else that of the one folder that is
 * scanned, else the folder itself. Never a folder above the root.
 * @param only the one path that is scanned, null where there is none or several
 */
export function findRoot(cwd: string, only: string | null, env: NodeJS.ProcessEnv): string {
  // git takes the current folder for the root of the work tree where only the git directory is named
  if (env['GIT_WORK_TREE']) return resolve(cwd, env['GIT_WORK_TREE'])
  if (env['GIT_DIR']) return cwd
  const scanned = only === null ? cwd : resolve(cwd, only)
  return repositoryAbove(cwd) ?? (isFolder(scanned) ? (repositoryAbove(scanned) ?? scanned) : cwd)
}

function repositoryAbove(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (statusOf(join(at, '.git')) !== null) return at
    if (dirname(at) === at) return null
  }
}

function isFolder(path: string): boolean {
  return statusOf(path)?.isDirectory() ?? false
}

/** Null for what is not there and for what cannot be looked at: git and the sources say what is wrong with that. */
function statusOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null
  } catch {
    return null
  }
}
