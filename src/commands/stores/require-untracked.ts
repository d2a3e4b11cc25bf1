import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { checkIgnored } from '../../git/check-ignored.ts'
import { gitGate } from '../../git/gate.ts'
import { listIndex } from '../../git/list-files.ts'
import { openRepository } from '../../git/open-repository.ts'
import { ScanError } from '../../model/errors.ts'

/** Refuses a file that git tracks or would take with the next `git add`. Outside a repository anything goes. */
export async function requireUntracked(file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = await realpath(dirname(file)).catch(() => {
    throw new ScanError('PATH_NOT_FOUND', `there is no folder ${dirname(file)}`, { hint: 'make it first' })
  })
  if (!isInRepository(folder)) return
  const { gate, root, hasWorkTree } = await openRepository(gitGate(folder, env))
  if (!hasWorkTree) return
  const path = relative(root, join(folder, basename(file)))
    .split(sep)
    .join('/')
  if ((await listIndex(gate)).some((entry) => entry.path === path)) {
    throw new ScanError('UNWRITABLE', `${path} is tracked by git, so its values would be committed`, {
      hint: `run \`git rm --cached ${path}\` and add it to .gitignore, or write all the same with --force`,
    })
  }
  const [verdict] = await checkIgnored(gate, [path])
  if (verdict?.isIgnored) return
  throw new ScanError('UNWRITABLE', `${path} is not ignored by git, so the next \`git add\` would take it along`, {
    hint: `add ${basename(path)} to .gitignore, or write all the same with --force`,
  })
}

function isInRepository(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true
    if (dirname(at) === at) return false
  }
}
