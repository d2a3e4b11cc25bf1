import { fstatSync } from 'node:fs'
import { headStart } from '../commands/scan/head-start.ts'
import type { Interruption, OutputStream, Terminal } from './terminal.ts'

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const
/** Signals that a program which we run gets in our place. */
const PASSED_ON = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR2'] as const
/** Time for what is still running to end by itself once the run is over or told to stop. */
const GRACE = 3000

/**
 * Runs the command line of this process: the only file that binds a run to one.
 * @param onDone is called at the end of a run that has done its work
 */
export async function bindProcess(onDone: () => void): Promise<void> {
  const abort = new AbortController()
  const stop = (interruption: Interruption, signal: keyof typeof SIGNALS) => {
    abort.abort(interruption)
    conclude(exitCodeOf(abort.signal, interruption.exitCode))
    setTimeout(() => endBy(signal), GRACE).unref()
  }
  for (const [signal, exitCode] of Object.entries(SIGNALS) as [keyof typeof SIGNALS, number][]) {
    // once: the second Ctrl-C ends the process at once
    process.once(signal, () => stop({ says: `stopped by ${signal}`, exitCode }, signal))
  }
  const early = headStart(process.argv.slice(2), { cwd: () => process.cwd(), env: process.env, signal: abort.signal })
  // git works while the rest of the program is loaded
  const { run, tellCrash } = await import('./run.ts')
  process.on('uncaughtException', (error) => stop({ says: tellCrash(error), exitCode: 3 }, 'SIGTERM'))
  let hasWorked = true
  const onIdle = () => {
    hasWorked = false
  }
  const code = await run({ ...terminalOf(abort.signal), headStart: early, onIdle })
  conclude(exitCodeOf(abort.signal, code))
  if (code < 2 && hasWorked && !abort.signal.aborted) onDone()
  // all output has been taken by now; an SDK that still waits for somebody's credentials must not hold the shell
  setTimeout(() => process.exit(), GRACE).unref()
}

/** Sets the exit code; the process ends when its output is written and its children are gone. */
function conclude(exitCode: number): void {
  process.exitCode = exitCode
}

/** What has stopped a run counts for more than how the run ends. */
function exitCodeOf(signal: AbortSignal, exitCode: number): number {
  return signal.aborted ? (signal.reason as Interruption).exitCode : exitCode
}

/** The last resort against something that does not end. */
function endBy(signal: keyof typeof SIGNALS): void {
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
}

/** A standard stream that is opened when it is first asked something. */
function lateStream(open: () => NodeJS.WriteStream): OutputStream {
  return {
    get isTTY() {
      return open().isTTY
    },
    get columns() {
      return open().columns
    },
    write: (text, callback) => open().write(text, callback),
    on: (event, listener) => open().on(event, listener),
  }
}

function terminalOf(signal: AbortSignal): Terminal {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: () => process.cwd(),
    stdin: { [Symbol.asyncIterator]: () => readStdin(signal) },
    keyboard: () => (process.stdin.isTTY ? { stdin: process.stdin, interrupt } : null),
    stdout: lateStream(() => process.stdout),
    stderr: lateStream(() => process.stderr),
    isStdoutFile: () => fstatSync(1).isFile(),
    now: () => process.uptime() * 1000, // `performance` would load more than all of ours
    today: new Date().toISOString().slice(0, 10),
    signal,
    takeSignals,
  }
}

function takeSignals(listener: (signal: NodeJS.Signals) => void): void {
  for (const signal of PASSED_ON) {
    process.removeAllListeners(signal)
    process.on(signal, listener)
  }
}

/** Standard input, opened only when something asks for it: hooks inherit one that never ends. */
async function* readStdin(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  signal.addEventListener('abort', () => process.stdin.destroy(), { once: true })
  yield* process.stdin
}

/** What Ctrl-C does, for who reads the keys himself. */
function interrupt(): void {
  process.kill(process.pid, 'SIGINT')
}
