import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { locateGit } from '../../src/git/locate-git.ts'
import type { TestRepository } from './git-repo.ts'

/**
 * An environment in which a shell script stands in the place of git. In the script `"$GIT" "$@"` is the real one, and
 * `$COMMAND` the sub-command that it is asked for.
 */
export async function withShim(repo: TestRepository, script: string): Promise<NodeJS.ProcessEnv> {
  const real = locateGit(repo.root, process.env['PATH'])
  const folder = join(repo.root, '../shim')
  const prelude = `#!/bin/sh\nGIT='${real}'\nCOMMAND=\nfor WORD; do case "$WORD" in -c) ;; *=*) ;; *) COMMAND=$WORD; break ;; esac; done\n`
  await repo.write('../shim/git', '')
  writeFileSync(join(folder, 'git'), prelude + script)
  chmodSync(join(folder, 'git'), 0o755)
  return { ...repo.env, PATH: `${folder}:${process.env['PATH']}` }
}
