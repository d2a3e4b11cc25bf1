// AssemblyScript (https://www.assemblyscript.org), compiled by the build to WebAssembly: the hot loops of `PlainScanner`,
// which says what they mean and is what they are tested against. Addresses are offsets in the memory.

import { hasRun, nextRuns } from './runs'
import { walk } from './walk'
import {
  ADMITTED, admitted, allRuns, BEGINS_MATCH, classes, firstEnd, FOUND, found, heads, keywordLengths, lane, laneAt,
  laneEnds, leastRuns, maxLengths, outputs, outputStarts, RECORD, records, recordStarts, runCount, runs, runsSought,
  SHORTEST_RUN, SPARE, textEnd, textStart, walked,
} from './tables'

export { fillDigits, layOut, setTable } from './tables'
export { nextRuns }

/** The first address that is free for tables. */
export function firstFree(): u32 {
  return <u32>__heap_base
}

export function admittedAt(): u32 {
  return admitted
}

export function runsAt(): u32 {
  return runs
}

/** The text to scan from now on. Behind it there is room for its runs, see `CoreScanner`. Its runs are sought first. */
export function begin(start: u32, end: u32): void {
  textStart = start
  textEnd = end
  walked = start
  runsSought = start
  allRuns = (end + 31) & ~15
  runCount = 0
  lane = 4
}

/** Writes the next records and offsets that are admitted, as pairs; their number, 0 at the end of the text. */
export function nextAdmitted(): u32 {
  let out = admitted
  const full = admitted + ADMITTED - SPARE
  while (true) {
    for (; lane < 4; lane++, laneAt = found + lane * FOUND) {
      const laneEnd = load<u32>(laneEnds + (lane << 2))
      for (; laneAt < laneEnd; laneAt += 8) {
        if (out > full) return (out - admitted) >> 3
        out = admit(load<u32>(laneAt), load<u32>(laneAt, 4), out)
      }
    }
    if (walked >= textEnd) return (out - admitted) >> 3
    walk()
    lane = 0
    laneAt = found
  }
}

function admit(state: u32, end: u32, out: u32): u32 {
  const starts = outputStarts + ((state - firstEnd) << 2)
  const lastOutput = load<u32>(starts, 4)
  for (let output = load<u32>(starts); output < lastOutput; output++) {
    const keyword = <u32>load<u16>(outputs + (output << 1))
    const offset = end - <u32>load<u8>(keywordLengths + keyword)
    const last = load<u32>(recordStarts + (keyword << 2), 4)
    for (let index = load<u32>(recordStarts + (keyword << 2)); index < last; index++) {
      const record = records + index * RECORD
      if (!isHeadAt(record, offset) || !hasRunNear(record, offset, end)) continue
      store<u32>(out, index)
      store<u32>(out, offset, 4)
      out += 8
    }
  }
  return out
}

function isHeadAt(record: u32, offset: u32): bool {
  const from = offset - load<u32>(record, 8)
  const first = heads + (load<u32>(record, 12) << 1)
  const length = load<u32>(record, 16)
  if (from < textStart || from + length > textEnd) return false
  for (let i: u32 = 0; i < length; i++) {
    const byte = <u32>load<u8>(from + i)
    const bits = classes + (<u32>load<u16>(first + (i << 1)) << 5)
    if (((load<u32>(bits + ((byte >> 5) << 2)) >> (byte & 31)) & 1) == 0) return false
  }
  return true
}

/** True where a run lies within a match's reach that is as long as the one which each match of the record's rule holds. */
function hasRunNear(record: u32, offset: u32, keywordEnd: u32): bool {
  const rule = load<i32>(record)
  if (rule < 0) return true
  const least = <u32>load<u8>(leastRuns + rule)
  if (least < SHORTEST_RUN) return true
  const reach = load<u32>(maxLengths + (rule << 2))
  if (load<u32>(record, 4) == BEGINS_MATCH) {
    const from = offset - load<u32>(record, 8)
    return hasRun(from, from + reach, least)
  }
  return hasRun(offset > reach ? offset - reach : 0, keywordEnd + reach, least)
}

