import type { Stats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOfFailure } from '../model/code-of-failure.ts'
import { ScanError } from '../model/errors.ts'
import { DISK, type Disk, unlessAbsent } from './disk.ts'
import { findTarget } from './find-target.ts'
import { digestOf } from './read-whole.ts'
import { temporaryPath } from './temporary-file.ts'

/** How a file is replaced; nothing of it has to be said. */
export interface ReplaceOptions {
  /** Permissions of a file that is new, given when it is made, less what the umask takes; an old one keeps its own. */
  readonly mode?: number
  /** Digest of the content that the new one is based on, as `readWhole` gives it; null for none. Anything else there is a conflict. */
  readonly expected?: string | null
  /** Folder that the file has to lie in, links followed. What is no regular file is then refused. */
  readonly root?: string
  readonly disk?: Disk
}

/** What there is to tell of a file that was replaced. */
export interface Replaced {
  /** Further names (hard links) that the old content had, and still has. */
  readonly otherNames: number
}

const CHUNK = 64 * 1024
const PERMISSIONS = 0o7777
/** Only the owner reads it until it has the permissions that it is to have. */
const PRIVATE = 0o600
/** Folders cannot be opened or synced everywhere. */
const NO_FOLDER_SYNC = new Set(['EISDIR', 'EINVAL', 'ENOTSUP', 'EACCES', 'EPERM', 'EBADF'])

/**
 * Writes a file whole or not at all: readers see the old one until the new one is complete and on the disk. A link is
 * followed; permissions and owner stay, or nothing is written; what is no regular file (`/dev/stderr`, a pipe) is
 * written to as it is.
 */
export async function replaceFile(
  path: string,
  pieces: Iterable<string>,
  options: ReplaceOptions = {},
): Promise<Replaced> {
  const disk = options.disk ?? DISK
  try {
    const target = await findTarget(path, options.root ?? null, disk)
    const old = await unlessAbsent(disk.stat(target))
    if (old !== null && !old.isFile() && options.root === undefined) await append(target, pieces, disk)
    else await replace(target, pieces, { ...options, disk, old })
    return { otherNames: old?.isFile() ? old.nlink - 1 : 0 }
  } catch (cause) {
    const code = codeOfFailure(cause)
    if (cause instanceof ScanError || code === '') throw cause
    if (code === 'ENOENT') throw unwritable(path, 'its folder is not there', 'make the folder first', cause)
    throw unwritable(path, code, 'see to the permissions and the disk; the file is as it was', cause)
  }
}

interface Replacement extends ReplaceOptions {
  readonly disk: Disk
  readonly old: Stats | null
}

async function replace(target: string, pieces: Iterable<string>, replacement: Replacement): Promise<void> {
  const { disk, old, mode, expected } = replacement
  if (old !== null) requireReplaceable(target, old)
  // in the same folder, as a rename does not cross file systems; a name of its own, as several runs may write at once
  const temporary = temporaryPath(target)
  const file = await disk.open(temporary, 'wx', old === null ? mode : PRIVATE)
  try {
    await writeAll(file, pieces)
    if (old !== null) await takeOver(file, target, old)
    await file.sync()
    await file.close()
    if (expected !== undefined) await requireContent(target, expected, disk)
    const folder = await openFolder(dirname(target), disk)
    try {
      await disk.rename(temporary, target)
      await folder?.sync().catch(unlessUnsupported)
    } finally {
      await folder?.close()
    }
  } catch (error) {
    await file.close().catch(() => {})
    await disk.unlink(temporary).catch(() => {})
    throw error
  }
}

/** A rename needs no leave to write to the file that it replaces. */
function requireReplaceable(target: string, old: Stats): void {
  if (!old.isFile())
    throw unwritable(target, old.isDirectory() ? 'EISDIR' : 'it is no regular file', 'name a regular file')
  if ((old.mode & 0o222) === 0)
    throw unwritable(target, 'it is read-only', 'make it writable, chmod u+w, if it is to change')
}

/** Gives the new file the owner and the permissions of the old one. */
async function takeOver(file: FileHandle, target: string, old: Stats): Promise<void> {
  const own = await file.stat()
  if (own.uid !== old.uid || own.gid !== old.gid) {
    await file.chown(old.uid, old.gid).catch((cause) => {
      const hint = 'run the command as its owner; replacing the file would give it to you'
      throw unwritable(target, 'it belongs to another user or group', hint, cause)
    })
  }
  await file.chmod(old.mode & PERMISSIONS) // after chown, which clears some of them
}

async function requireContent(target: string, expected: string | null, disk: Disk): Promise<void> {
  const bytes = await unlessAbsent(disk.readFile(target))
  if ((bytes === null ? null : digestOf(bytes)) === expected) return
  throw new ScanError('FILE_CHANGED', `${target} has changed meanwhile; it was left as it is`, {
    hint: 'run the command again',
  })
}

async function openFolder(path: string, disk: Disk): Promise<FileHandle | undefined> {
  try {
    return await disk.open(path, 'r')
  } catch (error) {
    unlessUnsupported(error)
    return undefined
  }
}

function unlessUnsupported(error: unknown): void {
  if (!NO_FOLDER_SYNC.has(codeOfFailure(error))) throw error
}

async function append(target: string, pieces: Iterable<string>, disk: Disk): Promise<void> {
  const file = await disk.open(target, 'a')
  try {
    await writeAll(file, pieces)
  } finally {
    await file.close()
  }
}

async function writeAll(file: FileHandle, pieces: Iterable<string>): Promise<void> {
  let chunk = ''
  for (const piece of pieces) {
    chunk += piece
    if (chunk.length < CHUNK) continue
    await file.writeFile(chunk)
    chunk = ''
  }
  await file.writeFile(chunk)
}

function unwritable(path: string, why: string, hint: string, cause?: unknown): ScanError {
  return new ScanError('UNWRITABLE', `${path} cannot be written: ${why}`, { hint, cause })
}
