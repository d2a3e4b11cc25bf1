import type { Progress } from '../commands/scan/scan-environment.ts'
import { sayBytes, sayCount, sayNumber } from '../report/amounts.ts'
import { type OutputStream, widthOf } from './terminal.ts'

/** Shows how far a scan has come. */
export interface ProgressLine {
  /** Takes note; draws now and then. */
  update(progress: Progress): void
  /** Leaves nothing behind. */
  end(): void
}

/** Whoever waits less needs no word. */
const PATIENCE = 500
const REDRAW = 100
/** CI kills jobs that are silent for long, and nobody reads a log with a line for every second. */
const LOG_INTERVAL = 30_000
const ERASE = '\r\u001b[2K'

/** A line that redraws itself in a terminal, a plain line now and then in a CI log, nothing elsewhere. */
export function createProgress(stream: OutputStream, env: NodeJS.ProcessEnv, now: () => number): ProgressLine {
  if (stream.isTTY && env['TERM'] !== 'dumb') return drawnLine(stream, now)
  if (env['CI'] || env['GITHUB_ACTIONS'] || env['GITLAB_CI']) return loggedLines(stream, now)
  return SILENT
}

/** Shows nothing. */
export const SILENT: ProgressLine = { update() {}, end() {} }

function drawnLine(stream: OutputStream, now: () => number): ProgressLine {
  let due = now() + PATIENCE
  let isDrawn = false
  return {
    update(progress) {
      if (now() < due) return
      due = now() + REDRAW
      isDrawn = true
      write(stream, `${ERASE}${describe(progress).slice(0, widthOf(stream) - 1)}`)
    },
    end() {
      due = Number.POSITIVE_INFINITY
      if (isDrawn) write(stream, ERASE)
      isDrawn = false
    },
  }
}

function loggedLines(stream: OutputStream, now: () => number): ProgressLine {
  let due = now() + LOG_INTERVAL
  return {
    update(progress) {
      if (now() < due) return
      due = now() + LOG_INTERVAL
      write(stream, `${describe(progress)}\n`)
    },
    end() {
      due = Number.POSITIVE_INFINITY
    },
  }
}

// keywarden: scanned 12,345 files and versions (120 MB), 3,210 commits
function describe({ objects, bytes, commits }: Progress): string {
  const walked = commits > 0 ? `, ${sayCount(commits, 'commit')}` : ''
  return `keywarden: scanned ${sayNumber(objects)} contents (${sayBytes(bytes)})${walked}`
}

function write(stream: OutputStream, text: string): void {
  stream.write(text, () => {})
}
