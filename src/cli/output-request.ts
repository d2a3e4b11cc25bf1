import { resolve } from 'node:path'
import { nearestName } from '../config/nearest-name.ts'
import { ScanError } from '../model/errors.ts'
import { FORMATS, type FormatName, isFormatName } from '../report/formats.ts'
import { DEFAULT_LIMIT } from '../report/reporter.ts'
import type { Flags } from './options.ts'

/** A report that goes to a file. */
export interface FileRequest {
  readonly format: FormatName
  /** Absolute path. */
  readonly path: string
}

/** How to show a report. */
export interface OutputRequest {
  readonly format: FormatName
  readonly files: readonly FileRequest[]
  readonly limit: number
  readonly suppressedResults: 'keep' | 'omit'
}

/** Reads how a command line asks to show the report, in format `fallback` where it does not say; a usage error where that cannot be done. */
export function readOutputRequest(flags: Flags, cwd: string, fallback: FormatName): OutputRequest {
  const files = (flags.output ?? []).map((text) => readFile(text, cwd))
  const twice = files.find(({ path }, i) => files.findIndex((other) => other.path === path) !== i)
  if (twice !== undefined) throw usage('two reports would go to one file', 'give each --output a path of its own')
  return {
    format: readFormat(flags.format ?? fallback, '--format'),
    files,
    limit: readCount(flags['max-findings']),
    suppressedResults: flags['include-suppressed'] ? 'keep' : 'omit',
  }
}

// sarif=reports/keywarden.sarif
function readFile(text: string, cwd: string): FileRequest {
  const [name = '', ...rest] = text.split('=')
  const path = rest.join('=')
  if (path === '')
    throw usage('--output needs a format and a path', 'write --output FORMAT=PATH, as in sarif=report.sarif')
  if (path === '-') throw usage('--output writes to files only', 'write --format FORMAT for standard output')
  return { format: readFormat(name, '--output'), path: resolve(cwd, path) }
}

function readFormat(name: string, option: string): FormatName {
  if (isFormatName(name)) return name
  const names = Object.keys(FORMATS)
  const meant = nearestName(name, names)
  throw usage(
    `${option} names no known format`,
    `${meant === null ? '' : `did you mean ${meant}? `}the formats are ${names.join(', ')}`,
  )
}

function readCount(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw usage('--max-findings is not a number', 'write a whole number, 0 for none')
}

function usage(says: string, hint: string): ScanError {
  return new ScanError('USAGE', says, { hint })
}
