import { randomBytes } from 'node:crypto'
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const PERMISSIONS = 0o777
const CHUNK = 64 * 1024

/**
 * Writes a file whole or not at all: readers see the old one until the new one is complete and on the disk. A link is
 * followed, permissions stay; what is no regular file (`/dev/stderr`, a pipe) is written to as it is.
 */
export async function replaceFile(path: string, pieces: Iterable<string>): Promise<void> {
  const target = (await unlessAbsent(realpath(path))) ?? path
  const old = await unlessAbsent(stat(target))
  if (old === null || old.isFile()) await replace(target, pieces, old?.mode ?? null)
  else await append(target, pieces)
}

async function replace(target: string, pieces: Iterable<string>, mode: number | null): Promise<void> {
  // in the same folder, as a rename does not cross file systems; a name of its own, as several runs may write at once
  const temporary = join(dirname(target), `.keywarden-${randomBytes(8).toString('hex')}.tmp`)
  const file = await open(temporary, 'wx')
  try {
    await writeAll(file, pieces)
    if (mode !== null) await file.chmod(mode & PERMISSIONS)
    await file.sync()
    await file.close()
    await rename(temporary, target)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(temporary, { force: true })
    throw error
  }
}

async function append(target: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(target, 'a')
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

async function unlessAbsent<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
