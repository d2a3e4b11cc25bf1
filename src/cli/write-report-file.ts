import { mkdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { replaceFile } from '../disk/replace-file.ts'
import { ScanError } from '../model/errors.ts'
import { codeOf } from './output.ts'

/** Writes a report to a file, whole or not at all; makes the folders that are missing. */
export async function writeReportFile(path: string, pieces: Iterable<string>): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await replaceFile(path, pieces)
  } catch (cause) {
    if (cause instanceof ScanError) throw cause
    throw new ScanError('UNWRITABLE', `the report ${basename(path)} cannot be written: ${codeOf(cause)}`, {
      hint: 'name another path with --output, or see to the permissions and the disk',
      cause,
    })
  }
}
