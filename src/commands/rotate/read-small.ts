import { readWhole } from '../../disk/read-whole.ts'
import { ScanError } from '../../model/errors.ts'

/** The text of a file, null where there is none or where a folder has its name, as Python's `.env` may be. */
export async function readSmall(path: string): Promise<string | null> {
  try {
    return (await readWhole(path))?.text ?? null
  } catch (error) {
    if (error instanceof ScanError && /no regular file$/.test(error.message)) return null
    throw error
  }
}
