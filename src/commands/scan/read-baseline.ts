import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ScanError } from '../../model/errors.ts'
import type { Baseline } from '../../triage/baseline.ts'

/** The repository's baseline; null where it has none. Only a file that is not there counts as none. */
export async function readBaseline(root: string, file: string): Promise<Baseline | null> {
  if (file === '') return null
  const text = textOf(join(root, file), file)
  if (text === null) return null
  const { parseBaseline } = await import('../../triage/parse-baseline.ts')
  return parseBaseline(text, file)
}

function textOf(path: string, shown: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new ScanError('BASELINE_INVALID', `${shown} cannot be read: ${code}`, {
      hint: 'see to its permissions, or name another file with baseline in keywarden.toml',
      cause,
    })
  }
}
