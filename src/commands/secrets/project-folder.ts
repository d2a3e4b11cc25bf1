import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Any of these says that a folder has settings of its own. */
const SIGNS = ['.env', '.env.local', '.env.example'] as const

/** The folder whose .env files count: the nearest one from `cwd` up to the root that has any, else the root. Absolute paths. */
export function projectFolder(cwd: string, root: string): string {
  if (relative(root, cwd).startsWith('..')) return cwd
  for (let at = cwd; ; at = dirname(at)) {
    if (at === root || SIGNS.some((name) => existsSync(join(at, name)))) return at
    if (dirname(at) === at) return root
  }
}
