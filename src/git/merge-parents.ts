import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOfFailure } from '../model/code-of-failure.ts'
import { isObjectId } from './well-known-ids.ts'

/**
 * The commits that the commit in the making merges into HEAD. While a conflict is being settled they stand in
 * MERGE_HEAD; the hook pre-merge-commit runs before that is written, and `git merge` tells them by variables named
 * GITHEAD_<id>.
 */
export function mergeParents(gitDir: string, env: NodeJS.ProcessEnv): readonly string[] {
  const told = Object.keys(env).flatMap((name) => (name.startsWith('GITHEAD_') ? name.slice('GITHEAD_'.length) : []))
  return [...new Set([...written(join(gitDir, 'MERGE_HEAD')), ...told])].filter(isObjectId)
}

function written(file: string): readonly string[] {
  try {
    return readFileSync(file, 'latin1').split('\n')
  } catch (error) {
    if (codeOfFailure(error) === 'ENOENT') return []
    throw error
  }
}
