import { ScanError } from '../model/errors.ts'
import { helpHint } from './invocation.ts'

/** A line of a file. */
export interface Place {
  readonly file: string
  /** From 1. */
  readonly line: number
}

/** Reads `src/a.ts:12`, and `src/a.ts:12:5` as reports and compilers write it; a usage error where it is neither. */
export function readPlace(text: string): Place {
  const [, file, line] = /^(.+?):([1-9]\d{0,8})(?::\d+)?$/s.exec(text) ?? []
  if (file !== undefined && line !== undefined) return { file, line: Number(line) }
  throw new ScanError('USAGE', '--explain needs a file and a line', {
    hint: `write --explain src/a.ts:12; ${helpHint('scan')}`,
  })
}
