import { statSync } from 'node:fs'
import type { Progress, ScanEnvironment } from '../commands/scan/scan-environment.ts'
import type { Config } from '../config/config.ts'
import { findRoot } from '../config/find-root.ts'
import { loadSettings } from '../config/load-settings.ts'
import { mergeConfig } from '../config/merge-config.ts'
import { ScanError } from '../model/errors.ts'
import type { Commands } from './commands.ts'
import { errorText, exitCodeOfError } from './error-text.ts'
import type { Messages, Output } from './output.ts'
import type { ScanRequest } from './scan-request.ts'
import type { Terminal } from './terminal.ts'

/** What a verb's handler works with. */
export interface Session {
  readonly terminal: Terminal
  readonly commands: Commands
  /** Standard output. */
  readonly output: Output
  /** Standard error. */
  readonly messages: Messages
}

/** Tells a failure on standard error; the exit code that it stands for. */
export async function tellError(error: unknown, { terminal, messages }: Session): Promise<number> {
  const end = terminal.argv.indexOf('--')
  const options = end < 0 ? terminal.argv : terminal.argv.slice(0, end)
  const isVerbose = options.includes('--verbose') || options.includes('-v')
  await messages.say(errorText(error, isVerbose ? 'verbose' : 'brief'))
  return exitCodeOfError(error)
}

/** The config of a run: settings found, flags put above them. */
export async function loadConfig(request: ScanRequest, env: NodeJS.ProcessEnv): Promise<Config> {
  const { cwd, source, overrides, configFile } = request
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ScanError('PATH_NOT_FOUND', `there is no folder ${cwd}`, { hint: 'name the folder of a repository' })
  }
  const only = source.kind === 'paths' && source.paths.length === 1 ? source.paths[0] : undefined
  const root = findRoot(cwd, only ?? null, env)
  const { settings, origin } = await loadSettings(root, configFile)
  return mergeConfig(settings, { cwd, root, source, origin, overrides })
}

/** The world as commands see it. */
export function environmentOf(
  terminal: Terminal,
  onProgress: (progress: Progress) => void,
  jobs: number | null = null,
): ScanEnvironment {
  const { env, now, today, stdin, signal, headStart = null } = terminal
  const stopOrGoOn = (progress: Progress) => {
    signal.throwIfAborted()
    onProgress(progress)
  }
  return { env, now, today, stdin, signal, headStart, onProgress: stopOrGoOn, ...(jobs && { jobs }) }
}
