import { ERROR_CODES, ScanError } from '../model/errors.ts'
import { codeOf } from './output.ts'

/**
 * What is said of a failure. A `ScanError` is written for people; any other error may hold what was scanned, so only
 * its name, its code and, where `detail` asks for it, the place in our own code are told.
 */
export function errorText(error: unknown, detail: 'brief' | 'verbose'): string {
  if (!(error instanceof ScanError))
    return `internal error: ${nameOf(error)}${detail === 'verbose' ? placeOf(error) : ''}`
  const cause = detail === 'verbose' && error.cause !== undefined ? ` (${error.code}: ${nameOf(error.cause)})` : ''
  return `${error.message}${cause}\n${error.hint}`.trimEnd()
}

/** The exit code that a failure stands for; what nobody foresaw fails closed. */
export function exitCodeOfError(error: unknown): number {
  return error instanceof ScanError ? ERROR_CODES[error.code] : ERROR_CODES.INTERNAL
}

function nameOf(error: unknown): string {
  const name = error instanceof Error && /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'Error'
  const code = codeOf(error)
  return code === 'unknown error' ? name : `${name} ${code}`
}

//     at readPack (/somewhere/dist/command/scan.js:12:34)  →  at scan.js:12:34
function placeOf(error: unknown): string {
  const { message = '', stack = '' } = error instanceof Error ? error : {}
  const frames = stack.slice(stack.indexOf(message) + message.length) // the message may look like a frame
  const place = /\n +at [^\n]*?([\w.-]+:\d+:\d+)\)?(?:\n|$)/.exec(frames)?.[1]
  return place === undefined ? '' : ` at ${place}`
}
