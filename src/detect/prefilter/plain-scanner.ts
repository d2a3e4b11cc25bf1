import type { ByteRange } from '../../model/blob.ts'
import { mayEncode } from '../decode/may-encode.ts'
import type { DetectorTables } from '../detector-tables.ts'
import { mayBeRandom } from '../generic/random-strings.ts'
import { BEGINS, isHeadAt, RECORD } from './admissions.ts'
import { findLongRuns, hasRunWithin, SHORTEST_RUN } from './long-runs.ts'
import { Prefilter } from './prefilter.ts'
import { type NotableRuns, RunList, TRAITS } from './run-list.ts'
import type { Admitted, TextScanner } from './text-scanner.ts'

/** The scanner in JavaScript: starts at once, and is what the core is tested against. */
export class PlainScanner implements TextScanner {
  readonly #prefilter: Prefilter
  readonly #tables: DetectorTables

  constructor(tables: DetectorTables) {
    this.#prefilter = new Prefilter(tables.automaton, tables.keywordLengths)
    this.#tables = tables
  }

  scan(text: ByteRange, admitted: Admitted): NotableRuns {
    const { buffer, start, end } = text
    const { admissions } = this.#tables
    const { starts, records } = admissions
    const runs = findLongRuns(text)
    this.#prefilter.scan(buffer, start, end, (keyword, offset) => {
      for (let index = starts[keyword] as number; index < (starts[keyword + 1] as number); index++) {
        const at = offset - (records[RECORD * index + 2] as number)
        if (at < start || !isHeadAt(admissions, RECORD * index, { buffer, at, end })) continue
        if (this.#hasRunNear(index, offset, runs)) admitted(index, offset)
      }
    })
    return notable(text, runs)
  }

  /** True where a run lies within a match's reach that is as long as the one which each match of the record's rule holds. */
  #hasRunNear(index: number, offset: number, runs: readonly number[]): boolean {
    const { admissions, leastRuns, maxLengths } = this.#tables
    const { records, lengths } = admissions
    const rule = records[RECORD * index] as number
    const least = rule < 0 ? 0 : (leastRuns[rule] as number)
    if (least < SHORTEST_RUN) return true
    const reach = maxLengths[rule] as number
    const begin = offset - (records[RECORD * index + 2] as number)
    const isBegin = records[RECORD * index + 1] === BEGINS.match
    return hasRunWithin(
      runs,
      isBegin
        ? { from: begin, to: begin + reach }
        : { from: offset - reach, to: offset + (lengths[index] as number) + reach },
      least,
    )
  }
}

function notable(text: ByteRange, runs: readonly number[]): NotableRuns {
  const found = new RunList()
  for (let i = 0; i < runs.length; i += 2) {
    const run = { start: runs[i] as number, end: runs[i + 1] as number }
    const encodes = mayEncode(text, run) ? TRAITS.encodes : 0
    found.add(run.start, run.end, encodes | (mayBeRandom(text, run) ? TRAITS.isRandom : 0))
  }
  return found
}
