import type { ScanEnvironment } from '../commands/scan/scan-environment.ts'

/** The part of a stream that output needs; `process.stdout` fits. */
export interface OutputStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string | Uint8Array, callback: (error?: Error | null) => void): boolean
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** A terminal's keys, one by one. */
export interface Keyboard {
  readonly stdin: KeyInput
  /** What Ctrl-C does, of which the terminal itself sends no signal meanwhile. */
  readonly interrupt: () => void
}

/** The part of a terminal's input that a question needs; `process.stdin` fits. */
export interface KeyInput {
  setRawMode(mode: boolean): unknown
  resume(): unknown
  pause(): unknown
  on(event: 'data' | 'end', listener: (chunk: Buffer) => void): unknown
  removeListener(event: 'data' | 'end', listener: (chunk: Buffer) => void): unknown
}

/** The world as one run sees it; a test hands in its own. */
export interface Terminal {
  readonly argv: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** The current folder; throws where it has been deleted. */
  readonly cwd: () => string
  readonly stdin: AsyncIterable<Uint8Array>
  /** For a value that is not shown while it is typed; null where standard input is no terminal. */
  readonly keyboard: () => Keyboard | null
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  /** True where standard output is a file on disk, which no CI log shows with colours. */
  readonly isStdoutFile: () => boolean
  /** Milliseconds from some start. */
  readonly now: () => number
  /** `YYYY-MM-DD`, by the clock of Greenwich. */
  readonly today: string
  /** Aborted when the run has to stop; its reason is then an `Interruption`. */
  readonly signal: AbortSignal
  /** Hands signals over: from now on they do not stop the run, but are told to the listener. */
  readonly takeSignals: (listener: (signal: NodeJS.Signals) => void) => void
  /** Is told of a run that had nothing to do: what it has compiled is no measure of what others need. */
  readonly onIdle?: () => void
  /** What git was asked while the program was loaded. */
  readonly headStart?: ScanEnvironment['headStart']
}

/** Why a run was stopped from outside. */
export interface Interruption {
  /** What is told, a clause. */
  readonly says: string
  /** For a signal, 128 and its number, as shells report it. */
  readonly exitCode: number
}

/** Width that text is cut to: that of the terminal, within what is readable. */
export function widthOf(stream: OutputStream): number {
  const columns = stream.columns || 80 // hooks see 0
  return Math.max(40, Math.min(120, columns))
}
