import { ScanError } from '../model/errors.ts'
import { showSafe } from '../report/show-safe.ts'
import type { OutputStream } from './terminal.ts'

/** As much as goes out at once; the next piece waits until the reader has taken it. */
const CHUNK = 64 * 1024

/** Writes text to a stream, in full and in order, until its reader goes. */
export class Output {
  readonly #stream: OutputStream
  readonly #name: string
  readonly #signal: AbortSignal
  #isClosed = false
  /** Opening standard output costs milliseconds, so it waits for the first word. */
  #isOpen = false

  constructor(stream: OutputStream, name: string, signal: AbortSignal) {
    this.#stream = stream
    this.#name = name
    this.#signal = signal
  }

  /** Resolves when the text is written; quietly if the reader has gone, which is no fault of ours (`| head`). */
  async print(pieces: Iterable<string>): Promise<void> {
    let chunk = ''
    for (const piece of pieces) {
      chunk += piece
      if (chunk.length < CHUNK) continue
      await this.#write(chunk)
      if (this.#isClosed) return
      chunk = ''
    }
    if (chunk !== '') await this.#write(chunk)
  }

  async #write(text: string): Promise<void> {
    if (this.#isClosed || this.#signal.aborted) return
    if (!this.#isOpen) this.#stream.on('error', () => {}) // told to the callback of `write` as well
    this.#isOpen = true
    try {
      await new Promise<void>((resolve, reject) => {
        this.#stream.write(text, (error) => (error ? reject(error) : resolve()))
      })
    } catch (cause) {
      this.#isClosed = true
      const code = codeOf(cause)
      if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return
      throw new ScanError('UNWRITABLE', `${this.#name} cannot be written: ${code}`, {
        hint: 'see to the disk or the terminal that it goes to',
        cause,
      })
    }
  }
}

/** Lines on standard error, each behind the program's name: a CI runner obeys lines that begin with a command. */
export class Messages {
  readonly #output: Output

  constructor(output: Output) {
    this.#output = output
  }

  /** Prints foreign or own text; never fails, as there is nowhere left to say so. */
  async say(text: string): Promise<void> {
    await this.#output.print(messageLines(text)).catch(() => {})
  }
}

/** A text as lines of their own, each behind the program's name. */
export function messageLines(text: string): string[] {
  return text.split('\n').map((line) => `keywarden: ${showSafe(line)}\n`)
}

/** The system's name for a failure: `ENOSPC`. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'unknown error'
}
