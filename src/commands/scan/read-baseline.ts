import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ScanError } from '../../model/errors.ts'
import type { Baseline } from '../../triage/baseline.ts'

/** The repository's baseline; null where it has none. Only a file that is not there counts as none. */
export async function readBaseline(root: string, file: string): Promise<Baseline | null> {
  if (file === '') return null
  const text = await textOf(join(root, file), file)
  if (text === null) return null
  const { parseBaseline } = await import('../../triage/parse-baseline.ts')
  return parseBaseline(text, file)
}

async function textOf(path: string, shown: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new ScanError('BASELINE_INVALID', `${shown} cannot be read: ${code}`, {
      hint: 'see to its permissions, or name another file with baseline in keywarden.toml',
      cause,
    })
  }
}
