import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { delimiter, isAbsolute, join, parse, relative } from 'node:path'
import { ScanError } from '../model/errors.ts'
import { nearestDotGit } from './nearest-dot-git.ts'

const NAME = process.platform === 'win32' ? 'git.exe' : 'git'
const DEFAULT_PATH = '/usr/local/bin:/usr/bin:/bin'

/**
 * Absolute path of the git that PATH names first. Entries that are relative or lie inside the repository round `cwd`
 * do not count: a repository must not bring the program that reads it.
 */
export function locateGit(cwd: string, path: string = DEFAULT_PATH): string {
  const repository = nearestDotGit(cwd) ?? cwd
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, NAME)
    if (isAbsolute(folder) && isExecutable(candidate) && !isWithin(repository, candidate)) return candidate
  }
  throw new ScanError('GIT_FAILED', 'git was not found on PATH', {
    hint: 'install git, or put its folder on PATH; a git inside the repository is never run',
  })
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false // the next entry of PATH may have it
  }
}

function isWithin(folder: string, file: string): boolean {
  const root = realpathSync.native(folder)
  if (root === parse(root).root) return false // a repository at / holds every program
  return [file, realpathSync.native(file)].some((path) => !leavesFolder(relative(root, path)))
}

function leavesFolder(way: string): boolean {
  return way.startsWith('..') || isAbsolute(way)
}
