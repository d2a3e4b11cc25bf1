import { readFile } from 'node:fs/promises'
import { codeOfFailure } from '../../model/code-of-failure.ts'
import { ScanError } from '../../model/errors.ts'

/** Largest file of settings that is read, in bytes. */
const LARGEST_FILE = 1024 * 1024

/** The text of a file, null only where there is none. `shown` is what errors call it. */
export async function readText(path: string, shown: string): Promise<string | null> {
  const bytes = await readBytes(path, shown)
  if (bytes === null) return null
  if (bytes.length > LARGEST_FILE) {
    throw new ScanError('UNREADABLE', `${shown} is larger than 1 MiB`, { hint: 'is this the right file?' })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new ScanError('UNREADABLE', `${shown} is not UTF-8`, { hint: 'save it as UTF-8', cause })
  }
}

async function readBytes(path: string, shown: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (cause) {
    const code = codeOfFailure(cause)
    // a folder called .env is a Python environment
    if (code === 'ENOENT' || code === 'EISDIR') return null
    throw new ScanError('UNREADABLE', `${shown} cannot be read: ${code}`, { hint: 'see to its permissions', cause })
  }
}
