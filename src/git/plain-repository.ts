import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import type { GitGate } from './gate.ts'

/** Where a repository lies, as `COMMANDS.describe` tells it. */
export interface PlainPlaces {
  readonly root: string
  readonly gitDir: string
  readonly commonDir: string
}

/** Variables by which a repository may lie elsewhere, or not be looked for where it would be. */
const ELSEWHERE = [
  ...['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES'],
  ...['GIT_QUARANTINE_PATH', 'GIT_CEILING_DIRECTORIES', 'GIT_DISCOVERY_ACROSS_FILESYSTEM'],
]
/** What git takes for the HEAD of a repository, and no more than that: without one it would look for another above. */
const HEAD = /^(?:ref: refs\/heads\/[\w./-]+|[0-9a-f]{40})\n$/
/** Settings that move the work tree, tell another format or bring other files in; `bare = false` stands in every one. */
const UNUSUAL = /worktree|include|extensions|bare(?!\s*=\s*false\s)/i
const LARGEST_CONFIG = 64 * 1024

/**
 * The places of a repository as `git init` and `git clone` make it, told from its files, for a hook that cannot wait for one
 * more git: the gate's folder is its top, and nothing about it is unusual. Null for any other, of which git has to tell. What
 * git refuses it still does, where it is asked for the rest.
 */
export function plainRepository({ cwd, environment }: GitGate): PlainPlaces | null {
  if (process.platform === 'win32' || ELSEWHERE.some((name) => environment[name] !== undefined)) return null
  try {
    const root = realpathSync.native(cwd)
    const gitDir = root === '/' ? '/.git' : `${root}/.git`
    const folders = [gitDir, `${gitDir}/objects`, `${gitDir}/refs`]
    if (!folders.every((path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory())) return null
    if (['commondir', 'shallow'].some((name) => lstatSync(`${gitDir}/${name}`, { throwIfNoEntry: false }))) return null
    const [head, config] = [readFile(`${gitDir}/HEAD`), readFile(`${gitDir}/config`)]
    if (head === null || config === null || !HEAD.test(head) || UNUSUAL.test(config)) return null
    return { root, gitDir, commonDir: gitDir }
  } catch {
    return null // git says better what is wrong
  }
}

/** The text of a file; null for a link or what is not one, and for one that is too large to be what it says. */
function readFile(path: string): string | null {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() && found.size <= LARGEST_CONFIG ? readFileSync(path, 'latin1') : null
}
