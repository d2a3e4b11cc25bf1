import type { ByteRange } from '../../model/blob.ts'
import type { DetectorTables } from '../detector-tables.ts'
import { type Admissions, isHeadAt, RECORD } from './admissions.ts'
import { findLongRuns } from './long-runs.ts'
import { Prefilter } from './prefilter.ts'
import type { Admitted, TextScanner } from './text-scanner.ts'

/** The scanner in JavaScript: starts at once, and is what the core is tested against. */
export class PlainScanner implements TextScanner {
  readonly #prefilter: Prefilter
  readonly #admissions: Admissions

  constructor({ automaton, keywordLengths, admissions }: DetectorTables) {
    this.#prefilter = new Prefilter(automaton, keywordLengths)
    this.#admissions = admissions
  }

  scan(text: ByteRange, admitted: Admitted): readonly number[] {
    const { buffer, start, end } = text
    const admissions = this.#admissions
    const { starts, records } = admissions
    this.#prefilter.scan(buffer, start, end, (keyword, offset) => {
      for (let index = starts[keyword] as number; index < (starts[keyword + 1] as number); index++) {
        const at = offset - (records[RECORD * index + 2] as number)
        if (at >= start && isHeadAt(admissions, RECORD * index, { buffer, at, end })) admitted(index, offset)
      }
    })
    return findLongRuns(text)
  }
}
