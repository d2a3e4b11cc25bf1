import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'

/** What changes the output of a program on its way; what goes out must not depend on how it comes in. */
export interface Filter {
  push(chunk: Uint8Array): Uint8Array
  /** What is left at the end. */
  end(): Uint8Array
}

/** Where an output of a program goes: to our own as it is, or through a filter. */
export type Outlet =
  | { readonly kind: 'inherited' }
  | {
      readonly kind: 'filtered'
      /** Asked when the first bytes come, so that a silent program does not wait for what the filter needs. */
      readonly filter: () => Promise<Filter>
      /** Resolves when the bytes are taken; `closed` where nobody reads them any more. */
      readonly write: (bytes: Uint8Array) => Promise<'taken' | 'closed'>
    }

/** A program to run, in our own place as far as its user can tell. */
export interface ProgramRequest {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly stdout: Outlet
  readonly stderr: Outlet
  /** Is handed what passes a signal on to the program, once it runs. */
  readonly onStart: (pass: (signal: NodeJS.Signals) => void) => void
}

/** How a program has ended. */
export type ProgramEnd =
  /** Its own exit code; for a signal 128 and its number, as shells tell it. */
  { readonly kind: 'ended'; readonly exitCode: number } | { readonly kind: 'not-started'; readonly code: string }

/** Runs a program with our standard input, waits until it and its outputs have ended. No shell has a look at the words. */
export async function runProgram(request: ProgramRequest): Promise<ProgramEnd> {
  const { command, args, cwd, env, stdout, stderr } = request
  const child = spawn(command, args, { cwd, env, stdio: ['inherit', modeOf(stdout), modeOf(stderr)] })
  const end = endOf(child)
  child.once('spawn', () => request.onStart((signal) => child.kill(signal)))
  const [how] = await Promise.all([end, carry(child.stdout, stdout), carry(child.stderr, stderr)])
  return how
}

function modeOf({ kind }: Outlet): 'inherit' | 'pipe' {
  return kind === 'inherited' ? 'inherit' : 'pipe'
}

function endOf(child: ChildProcess): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve({ kind: 'not-started', code: error.code ?? 'unknown error' })
    })
    child.once('exit', (code, signal) => {
      resolve({ kind: 'ended', exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) })
    })
  })
}

/** Moves what the program says on, at the pace at which it is read. */
async function carry(output: Readable | null, outlet: Outlet): Promise<void> {
  if (output === null || outlet.kind === 'inherited') return
  let filter: Filter | null = null
  for await (const chunk of output) {
    filter ??= await outlet.filter()
    const state = await outlet.write(filter.push(chunk as Uint8Array))
    if (state === 'closed') return // leaving the loop closes the pipe: the program learns of it as it would without us
  }
  if (filter !== null) await outlet.write(filter.end())
}
