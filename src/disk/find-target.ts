import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { ScanError } from '../model/errors.ts'
import { type Disk, unlessAbsent } from './disk.ts'

/**
 * Where the file of a path really lies, links followed; the file need not exist, its folder must.
 * @param root folder that it has to lie in; null where any will do
 */
export async function findTarget(path: string, root: string | null, disk: Disk): Promise<string> {
  const target = (await unlessAbsent(disk.realpath(path))) ?? (await placeOfNew(path, disk))
  if (root === null || isWithin(await disk.realpath(root), target)) return target
  throw new ScanError('UNWRITABLE', `${path} leads out of ${root} and was left as it is`, {
    hint: 'it is a link, or behind one; write to the file that it leads to',
  })
}

/** A link to nothing has a file in mind that nobody can check. `/dev/stderr` leads to a pipe, which has no path. */
async function placeOfNew(path: string, disk: Disk): Promise<string> {
  if ((await unlessAbsent(disk.lstat(path))) !== null) {
    if ((await unlessAbsent(disk.stat(path))) !== null) return path
    throw new ScanError('UNWRITABLE', `${path} is a link to a file that does not exist`, {
      hint: 'make that file, or remove the link',
    })
  }
  return join(await disk.realpath(dirname(path)), basename(path))
}

function isWithin(root: string, target: string): boolean {
  const way = relative(root, target)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
