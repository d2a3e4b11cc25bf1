import { type ChildProcess, spawn } from 'node:child_process'
import { ScanError } from '../../model/errors.ts'
import type { Secret } from '../../model/secret.ts'

/** How a new value is tried. */
export interface Verification {
  readonly key: string
  /** Command line, for the system's shell. */
  readonly command: string
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  /** Stops the command. */
  readonly signal: AbortSignal | null
  /** Milliseconds after which the command is ended and has failed. */
  readonly timeout: number
}

/** Of what the command says, the end is told. */
const TOLD_LINES = 20
const KEPT_CHARACTERS = 64 * 1024
const MASK = '****'
/** A group of its own, so that a signal reaches what the shell has started as well. */
const HAS_GROUPS = process.platform !== 'win32'
/** Milliseconds for a command to end by itself once it is told to. */
const PATIENCE = 2000
/** Milliseconds that output is waited for after the command has ended. */
const LAST_WORDS = 500

/** How a command has ended, '' where all is well, and the end of what it has printed. */
interface Ending {
  readonly ending: string
  readonly said: string
}

/**
 * Runs the user's command with the new value in its environment, under the key's own name and never as an argument.
 * Throws where it does not end with 0; the end of what it has printed is told with the value masked.
 */
export async function runVerification(value: Secret, verification: Verification): Promise<void> {
  const { ending, said } = await run(value, verification)
  if (ending === '') return
  const told = masked(said, value).trimEnd().split('\n').slice(-TOLD_LINES).join('\n')
  throw new ScanError('SECRET_INVALID', `the new value of ${verification.key} did not pass: the command ${ending}`, {
    hint: `the old value is current as before. Run the same line again to try the new one again, or add --abandon to give it up${told === '' ? '' : `. The command said:\n${told}`}`,
  })
}

function run(value: Secret, { key, command, env, cwd, signal, timeout }: Verification): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      shell: true,
      cwd,
      env: { ...env, [key]: value.reveal() },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: HAS_GROUPS,
    })
    let said = ''
    const keep = (chunk: string) => {
      said = (said + chunk).slice(-KEPT_CHARACTERS)
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    let ending = ''
    const stop = (says: string) => {
      ending = says
      endGroup(child)
    }
    const timer = setTimeout(() => stop(`did not end within ${timeout / 1000} s`), timeout)
    const onAbort = () => stop('was stopped')
    signal?.addEventListener('abort', onAbort, { once: true })
    const settle = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
    child.on('error', (cause: NodeJS.ErrnoException) => {
      settle()
      reject(notRun(cause))
    })
    child.on('exit', (code, killedBy) => {
      settle()
      ending ||= killedBy !== null ? `was ended by ${killedBy}` : code === 0 ? '' : `ended with ${code}`
      // something that it has left running may hold its output open
      setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), LAST_WORDS).unref()
    })
    child.on('close', () => resolve({ ending, said }))
  })
}

/** Ends the shell and what it has started. */
function endGroup(child: ChildProcess): void {
  const send = (signal: NodeJS.Signals) => {
    try {
      if (HAS_GROUPS && child.pid !== undefined) process.kill(-child.pid, signal)
      else child.kill(signal)
    } catch {
      // gone already
    }
  }
  send('SIGTERM')
  const timer = setTimeout(() => send('SIGKILL'), PATIENCE)
  child.on('exit', () => clearTimeout(timer))
}

function notRun(cause: NodeJS.ErrnoException): ScanError {
  return new ScanError('UNREADABLE', `the command of --verify cannot be run: ${cause.code ?? cause.name}`, {
    hint: 'is there a shell on this machine?',
    cause,
  })
}

/** What is cut at the start may be the second half of a value, so the first line goes with it. */
function masked(said: string, value: Secret): string {
  const whole = said.length < KEPT_CHARACTERS ? said : said.slice(said.indexOf('\n') + 1)
  return spellings(value.reveal()).reduce((text, spelling) => text.replaceAll(spelling, MASK), whole)
}

/** The value as a program may print it, the longest first. */
function spellings(value: string): readonly string[] {
  const bytes = Buffer.from(value)
  const lines = value.split(/\r?\n/).filter((line) => line.length > 3)
  const all = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), bytes.toString('base64'), ...lines]
  return [...new Set(all)].filter((one) => one !== '').sort((a, b) => b.length - a.length)
}
