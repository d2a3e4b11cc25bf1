import { isAbsolute, join } from 'node:path'
import { askGit } from './ask-git.ts'
import { COMMANDS } from './commands.ts'
import type { Repository } from './open-repository.ts'

/** Whose setting names the folder of hooks: the repository's own, all repositories' of the user or the machine, none. */
export type HooksScope = 'default' | 'repository' | 'machine'

/** Where git looks for hooks. */
export interface HooksFolder {
  /** Absolute path. */
  readonly path: string
  readonly scope: HooksScope
  /** The setting `core.hooksPath` as it is written; '' without it. */
  readonly setting: string
}

/**
 * The folder that git takes hooks from: what `core.hooksPath` names, relative to the root of the work tree, or `hooks` in the
 * git directory that all work trees share. `git rev-parse --git-path hooks` would answer for our own setting.
 */
export async function findHooksFolder({ gate, root, commonDir }: Repository): Promise<HooksFolder> {
  const answer = (await askGit(gate, [...COMMANDS.readScopedPath, 'core.hooksPath'])) ?? ''
  const values = answer.split('\n').map((line) => line.split('\t'))
  const [scope = '', setting = ''] = values.findLast(([from]) => from !== 'command') ?? []
  if (setting === '') return { path: join(commonDir, 'hooks'), scope: 'default', setting }
  const path = isAbsolute(setting) ? setting : join(root, setting)
  return { path, scope: scope === 'global' || scope === 'system' ? 'machine' : 'repository', setting }
}

/** The folder that git takes hooks from where nothing else is set. */
export function defaultHooksFolder({ commonDir }: Repository): string {
  return join(commonDir, 'hooks')
}
