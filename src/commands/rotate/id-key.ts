import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readWhole } from '../../disk/read-whole.ts'
import { replaceFile } from '../../disk/replace-file.ts'
import { withFileLock } from '../../disk/with-file-lock.ts'
import { ScanError } from '../../model/errors.ts'

const BYTES = 32

/** The bytes that this machine makes ids of values with, made at the first call. */
export async function readIdKey(stateFolder: string): Promise<Buffer> {
  const path = join(stateFolder, 'id-key')
  await mkdir(stateFolder, { recursive: true, mode: 0o700 })
  return withFileLock(path, async () => {
    const kept = await readWhole(path)
    if (kept !== null) return decode(kept.text, path)
    const made = randomBytes(BYTES)
    await replaceFile(path, [`${made.toString('hex')}\n`], { mode: 0o600, expected: null })
    return made
  })
}

function decode(text: string, path: string): Buffer {
  const bytes = Buffer.from(text.trim(), 'hex')
  if (bytes.length === BYTES) return bytes
  throw new ScanError('UNREADABLE', `${path} does not hold ${BYTES} bytes in hex`, {
    hint: 'remove it; unfinished rotations of .env files then have to be ended with --abandon',
  })
}
