import { checkIgnored } from '../../git/check-ignored.ts'
import { listIndex } from '../../git/list-files.ts'
import type { Repository } from '../../git/open-repository.ts'
import { ScanError } from '../../model/errors.ts'
import { ignoreFix } from '../../policy/ignore-fix.ts'
import { shellWord } from '../../policy/show-path.ts'

/**
 * Fails where a value that is written to a file could get into git with the next commit: git tracks the file, or no rule
 * ignores it. Whoever writes values to `.env` asks first.
 * @param path POSIX, relative to the repository root; the file need not exist
 */
export async function requirePrivate({ gate }: Repository, path: string): Promise<void> {
  const [index, [verdict]] = await Promise.all([listIndex(gate), checkIgnored(gate, [path])])
  if (index.some((entry) => entry.path === path)) {
    throw refusal(`${path} is tracked by git`, `take it out first: git rm --cached -- ${shellWord(path)}`)
  }
  if (verdict?.isIgnored) return
  throw refusal(
    `${path} is not ignored by git`,
    `${ignoreFix({ path, rule: verdict?.rule ?? null }, 'name').remedy} first`,
  )
}

function refusal(says: string, hint: string): ScanError {
  return new ScanError('UNWRITABLE', `${says}, so no value is written to it`, { hint })
}
