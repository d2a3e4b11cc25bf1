import { lstatSync, realpathSync, type Stats } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { oneLine } from '../git/git-failure.ts'
import { codeOfFailure } from '../model/code-of-failure.ts'
import { ScanError } from '../model/errors.ts'
import type { Skip } from '../model/skip.ts'
import { skipPath } from './skips.ts'

/** What a person named, relative to the root; with `../` in front where it lies outside. */
export type NamedPath =
  | { readonly kind: 'file' | 'folder'; readonly path: string }
  | { readonly kind: 'refused'; readonly skip: Skip }

/**
 * Finds a file or folder that a person named, absolute or relative to `cwd`; a name is never a pattern. One below the
 * root that a link on the way leads out of it is refused. A link itself counts as a file: where it points is its content.
 */
export function locateNamed(root: string, cwd: string, name: string): readonly NamedPath[] {
  const written = resolve(realpathSync(cwd), name)
  const real = realPlace(written, name)
  if (isBelow(root, written) && !isBelow(root, real)) {
    return [{ kind: 'refused', skip: skipPath(pathFrom(root, written), 'outside-root') }]
  }
  const path = pathFrom(root, real)
  const status = lookAt(real, name)
  if (status.isDirectory()) return [{ kind: 'folder', path }]
  if (!status.isSymbolicLink()) return [{ kind: 'file', path }]
  const skip = skipPath(path, 'outside-root', 'a link is not followed: name what it points to')
  return [
    { kind: 'file', path },
    { kind: 'refused', skip },
  ]
}

/** The place with the links on the way to it resolved. */
function realPlace(written: string, name: string): string {
  try {
    return join(realpathSync(dirname(written)), basename(written))
  } catch (error) {
    throw cannotReach(name, error)
  }
}

function lookAt(place: string, name: string): Stats {
  try {
    return lstatSync(place)
  } catch (error) {
    throw cannotReach(name, error)
  }
}

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function pathFrom(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}

function cannotReach(name: string, cause: unknown): ScanError {
  const code = codeOfFailure(cause)
  if (code !== '' && code !== 'ENOENT' && code !== 'ENOTDIR') {
    const hint = 'check who may read it and the folders above it'
    return new ScanError('UNREADABLE', `"${oneLine(name)}" cannot be looked at: ${code}`, { hint, cause })
  }
  return new ScanError('PATH_NOT_FOUND', `there is no file or folder "${oneLine(name)}"`, {
    hint: 'check its spelling; a path is taken as it is written, never as a pattern',
    cause,
  })
}
