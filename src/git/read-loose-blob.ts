import { readFileSync, statSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { WHOLE } from '../model/blob.ts'
import type { ObjectContent } from './batch-reader.ts'

/** Bytes of a file above which git may as well read it, which does so piece by piece. */
const LARGEST = 1024 * 1024
const MOST_INFLATED = 8 * LARGEST
/** `blob ` and the digits of a length; a NUL ends it. */
const LONGEST_HEADER = 32

/**
 * Reads a blob that lies in a file of its own, as what was just staged does; null for any other, and for one that is not
 * whole, of which git tells what is wrong (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage).
 *
 *     zlib( blob 2505\0<2505 bytes> )
 */
export function readLooseBlob(folder: string, oid: string): ObjectContent | null {
  const bytes = inflated(`${folder}/${oid.slice(0, 2)}/${oid.slice(2)}`)
  if (bytes === null) return null
  const start = bytes.subarray(0, LONGEST_HEADER).indexOf(0) + 1
  const size = bytes.length - start
  if (start === 0 || bytes.toString('latin1', 0, start - 1) !== `blob ${size}`) return null
  return { type: 'object', oid, size, content: { buffer: bytes, start, end: bytes.length }, segment: WHOLE }
}

function inflated(file: string): Buffer | null {
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    if (!found?.isFile() || found.size > LARGEST) return null
    return inflateSync(readFileSync(file), { maxOutputLength: MOST_INFLATED })
  } catch {
    return null // unreadable, damaged or too large once inflated
  }
}
