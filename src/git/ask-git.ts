import { SAFE_SETTINGS } from './environment.ts'
import type { GitGate } from './gate.ts'
import { type GitExit, gitFailure } from './git-failure.ts'

/**
 * Asks git a question that one text answers, by way of simple-git, which is loaded with the first question. `null`
 * where git answers that there is no such thing (exit code 1; failures have others).
 */
export async function askGit(gate: GitGate, args: readonly string[]): Promise<string | null> {
  const { simpleGit } = await import('simple-git')
  let exit: GitExit = { code: null, signal: null, stderr: '', startError: null }
  const git = simpleGit({
    baseDir: gate.cwd,
    binary: gate.program,
    config: [...SAFE_SETTINGS],
    allowEnvironment: Object.keys(gate.environment), // else every GIT_ variable is taken out, the hook's index with them
    unsafe: WHAT_MAKES_IT_SAFE,
    completion: { onClose: true, onExit: false }, // the end of its output, not of the process
    errors: (error, { exitCode, stdErr }) => {
      // simple-git takes a signal, and a failure without a word, for success
      exit = { code: exitCode, signal: null, stderr: Buffer.concat(stdErr).toString(), startError: null }
      return exitCode === 0 && !error ? undefined : (error ?? new Error('git failed'))
    },
    ...(gate.signal && { abort: gate.signal }),
  }).env({ ...gate.environment })
  try {
    return (await git.raw([...args])).trimEnd()
  } catch (error) {
    gate.signal?.throwIfAborted()
    if (exit.code === 1) return null
    throw gitFailure(args, { ...exit, startError: exit.stderr === '' ? (error as Error) : null })
  }
}

// simple-git refuses these of untrusted callers. Here they are constants, and they take power away from git.
const WHAT_MAKES_IT_SAFE = {
  allowUnsafeFsMonitor: true, // core.fsmonitor=false
  allowUnsafeHooksPath: true, // core.hooksPath=/dev/null
  allowUnsafeProtocolOverride: true, // protocol.allow=never
  allowUnsafePager: true, // GIT_PAGER=cat
  allowUnsafeConfigPaths: true, // GIT_CONFIG_GLOBAL, the user's own
  allowUnsafeConfigEnvCount: true, // safe.directory and nothing else, see environment.ts
  allowUnsafeCustomBinary: true, // C:\Program Files\…
}
