import { askGit } from './ask-git.ts'
import { COMMANDS } from './commands.ts'
import { SAFE_SETTINGS } from './environment.ts'
import type { GitGate } from './gate.ts'

/** Settings that may be asked for. */
export type SettingName = 'core.hooksPath' | 'user.name' | 'user.email' | 'remote.origin.url'

/** The value that a setting has for the user, null where it is not set. */
export async function readSetting(gate: GitGate, name: SettingName): Promise<string | null> {
  const values = (await askGit(gate, [...COMMANDS.readSetting, name]))?.split('\n') ?? []
  const isOverruled = SAFE_SETTINGS.some((setting) => setting.startsWith(`${name}=`))
  if (isOverruled) values.pop() // the last one is ours
  return values.at(-1) ?? null
}
