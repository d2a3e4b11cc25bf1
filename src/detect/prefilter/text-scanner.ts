import type { ByteRange } from '../../model/blob.ts'
import type { DetectorTables } from '../detector-tables.ts'
import { CoreScanner } from './core-scanner.ts'
import { PlainScanner } from './plain-scanner.ts'

/** Receives the index of a record of `Admissions` and the offset of its keyword, in ascending order of the keywords' ends. */
export type Admitted = (record: number, offset: number) => void

/** One look at every byte of a text. */
export interface TextScanner {
  /** Tells every keyword round which the text is as the record demands; gives the text's long runs, see `findLongRuns`. */
  scan(text: ByteRange, admitted: Admitted): readonly number[]
}

/** WebAssembly that does what `PlainScanner` does; null where there is none. */
export type ScannerCore = () => Uint8Array | null

/** Bytes that have to be seen before the core is worth its start. */
const WORTH_STARTING = 4 * 1024

/** A scanner that starts the core once there is enough to do for it, and does without where it cannot be had. */
export function createTextScanner(tables: DetectorTables, core: ScannerCore): TextScanner {
  const plain = new PlainScanner(tables)
  let seen = 0
  let started: CoreScanner | null = null
  return {
    scan(text, admitted) {
      if (started === null && seen >= 0) {
        seen += text.end - text.start
        if (seen >= WORTH_STARTING) {
          started = CoreScanner.start(tables, core)
          seen = Number.NEGATIVE_INFINITY
        }
      }
      return (started ?? plain).scan(text, admitted)
    },
  }
}
