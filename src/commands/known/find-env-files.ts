import { type Dirent, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { isEnvFile, isTemplate } from '../../policy/env-file-name.ts'

/** A `.env` file or a template in the work tree. */
export interface EnvFile {
  /** Absolute path. */
  readonly path: string
  /** How people are told of it: relative to the folder that was searched, with `/`. */
  readonly shown: string
  readonly kind: 'values' | 'template'
}

/** Folders that are listed at most: a hook has no time for more, and nobody keeps so many packages side by side. */
const MOST_FOLDERS = 250
const DEEPEST = 4
/** A folder with no more files than that is one of folders: `apps`, `packages`, `services`. */
const FEW_FILES = 2
/** Folders that hold what others have made. Names that begin with a dot are left out as well. */
const NOT_OURS = /^(?:node_modules|bower_components|vendor|dist|build|out|target|coverage|venv|Pods|__pycache__|\..*)$/

/**
 * The `.env` files and templates of a work tree, those in the root first: in its folders, and in those below them that hold
 * little but folders, as monorepos are laid out. Nearly as quick as not looking where there is none.
 */
export function findEnvFiles(roots: readonly string[]): readonly EnvFile[] {
  const found = new Map<string, EnvFile>()
  const [first = ''] = roots
  for (const root of roots) {
    for (const path of envPaths(root)) {
      const shown = relative(first, path).split(sep).join('/')
      found.set(path, { path, shown, kind: isEnvFile(shown) ? 'values' : 'template' })
    }
  }
  return [...found.values()]
}

function* envPaths(root: string): Generator<string> {
  const queue = [{ folder: root, depth: 0 }]
  for (let listed = 0; listed < queue.length && listed < MOST_FOLDERS; listed++) {
    const { folder, depth } = queue[listed] as (typeof queue)[number]
    const entries = entriesOf(folder)
    for (const entry of entries) {
      if (!entry.isDirectory() && (isEnvFile(entry.name) || isTemplate(entry.name))) yield join(folder, entry.name)
    }
    const folders = entries.filter((entry) => entry.isDirectory())
    const isOfFolders = entries.length - folders.length <= FEW_FILES
    if (depth > 0 && (depth >= DEEPEST || !isOfFolders)) continue
    for (const { name } of folders)
      if (!NOT_OURS.test(name)) queue.push({ folder: join(folder, name), depth: depth + 1 })
  }
}

/** A folder that cannot be listed holds nothing that we could read. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
