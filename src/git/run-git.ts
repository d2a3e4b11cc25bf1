import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { once } from '../model/once.ts'
import { SAFE_SETTINGS } from './environment.ts'
import type { GitGate } from './gate.ts'
import { type GitExit, gitFailure } from './git-failure.ts'

const SETTINGS = SAFE_SETTINGS.flatMap((setting) => ['-c', setting])
const MAX_STDERR = 65_536

/** A git process whose answer is bytes. */
export interface GitProcess {
  readonly args: readonly string[]
  /** What it reads; null where its stdin is closed from the start. */
  readonly input: Writable | null
  /** Its answer as it comes, without a verdict on how it ends: that is in `exit`. */
  readonly output: AsyncIterable<Buffer>
  /** All of `output` in one piece, in its stead, for answers that are small: what iterates over a stream takes Node some milliseconds. */
  readonly answer: () => Promise<Buffer>
  /** Settles when the process has ended and all its output is read; never rejects. */
  readonly exit: Promise<GitExit>
  /** Ends the process, where it has not ended by itself. */
  kill(): void
}

/** Starts git with a constant vector of arguments; `stdin: 'open'` for a command that is fed. */
export function startGit(gate: GitGate, args: readonly string[], stdin: 'closed' | 'open' = 'closed'): GitProcess {
  const child = spawn(gate.program, [...SETTINGS, ...args], {
    cwd: gate.cwd,
    env: gate.environment,
    stdio: [stdin === 'open' ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  })
  if (gate.signal) endWith(child, gate.signal)
  child.stdin?.on('error', () => {}) // EPIPE: the exit code says why git went
  const { stdin: input = null, stdout } = child
  return {
    args,
    input,
    output: stdout ?? nothing(), // it has none where the system is out of files
    answer: once(() => answerOf(stdout)),
    exit: exitOf(child),
    kill: () => void child.kill(),
  }
}

/** What the option `signal` of `spawn` does, which loads more of Node at every start. */
function endWith(child: ChildProcess, signal: AbortSignal): void {
  const end = () => void child.kill()
  signal.addEventListener('abort', end)
  child.once('close', () => signal.removeEventListener('abort', end))
  if (signal.aborted) end()
}

function answerOf(stdout: Readable | null): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    if (stdout === null) return resolve(Buffer.alloc(0))
    stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    stdout.once('close', () => resolve(Buffer.concat(chunks)))
  })
}

async function* nothing(): AsyncGenerator<Buffer> {}

/** The whole answer of a git process in chunks; throws at its end if git failed, ends git if the reader stops early. */
export async function* outputOf(gate: GitGate, git: GitProcess): AsyncGenerator<Buffer> {
  try {
    yield* git.output
    await succeeded(gate, git)
  } finally {
    git.kill()
  }
}

/** Waits for the end of a git process; what it wrote to stderr, or an error if it failed. */
export async function succeeded(gate: GitGate, git: GitProcess): Promise<string> {
  const exit = await git.exit
  gate.signal?.throwIfAborted()
  if (exit.code !== 0) throw gitFailure(git.args, exit)
  return exit.stderr
}

function exitOf(child: ChildProcess): Promise<GitExit> {
  let stderr = ''
  let startError: Error | null = null
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-MAX_STDERR)
  })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      startError = error
      if (child.pid === undefined) resolve({ code: null, signal: null, stderr, startError })
    })
    child.on('close', (code, signal) => resolve({ code, signal, stderr, startError }))
  })
}
