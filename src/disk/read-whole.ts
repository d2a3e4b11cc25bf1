import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { codeOfFailure } from '../model/code-of-failure.ts'
import { ScanError } from '../model/errors.ts'
import { DISK, type Disk, unlessAbsent } from './disk.ts'

/** A file as it was when it was read. */
export interface WholeFile {
  /** Byte order mark and line ends as they stand. */
  readonly text: string
  /** SHA-256 of the bytes in hex: what `replaceFile` is to find before it writes. */
  readonly digest: string
  /** Permission bits. */
  readonly mode: number
}

/**
 * Reads a text file that is to be edited. Null only where there is none; what cannot be read, is no regular file or no
 * UTF-8 is a failure, so that nothing is ever taken for empty and written over. A link is followed.
 */
export async function readWhole(path: string, disk: Disk = DISK): Promise<WholeFile | null> {
  try {
    // a pipe is not waited for
    const file = await unlessAbsent(disk.open(path, constants.O_RDONLY | constants.O_NONBLOCK))
    if (file === null) return null
    try {
      const stats = await file.stat()
      if (!stats.isFile()) throw unreadable(path, 'it is no regular file')
      const bytes = await file.readFile()
      return { text: decode(path, bytes), digest: digestOf(bytes), mode: stats.mode & 0o7777 }
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw cause instanceof ScanError ? cause : unreadable(path, codeOfFailure(cause), cause)
  }
}

/** SHA-256 in hex. */
export function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw unreadable(path, 'it is not UTF-8 text')
  }
}

function unreadable(path: string, why: string, cause?: unknown): ScanError {
  return new ScanError('UNREADABLE', `${path} cannot be read: ${why}`, { hint: 'nothing was changed', cause })
}
