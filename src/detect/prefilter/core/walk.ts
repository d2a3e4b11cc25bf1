// AssemblyScript (https://www.assemblyscript.org), compiled by the build to WebAssembly: the automaton.

import {
  classOf, firstEnd, FOUND, found, laneEnds, longestKeyword, next, QUARTER, ROW_BITS, rowBits, textEnd, textStart,
  walked, WORTH_SPLITTING,
} from './tables'

/** The state behind the byte at `at`. The tables are handed in, as a global is read anew at each step. */
@inline
function step(state: u32, at: u32, rows: u32, bits: u32, classes: u32): u32 {
  return <u32>load<u16>(rows + (((state << bits) + <u32>load<u8>(classes + <u32>load<u8>(at))) << 1))
}

/** The state in the middle of a text: as many bytes before it as the longest keyword has decide it. */
function stateAt(at: u32): u32 {
  let state: u32 = 0
  for (let i = max(textStart, at - longestKeyword); i < at; i++) state = step(state, i, next, rowBits, classOf)
  return state
}

@inline
function note(at: u32, state: u32, offset: u32): u32 {
  if (state < firstEnd) return at
  store<u32>(at, state)
  store<u32>(at, offset, 4)
  return at + 8
}

/** Goes through the next four quarters, or through a short rest. */
export function walk(): void {
  const left = textEnd - walked
  if (left < WORTH_SPLITTING) return walkRest()
  if (left >= 4 * QUARTER && rowBits == ROW_BITS) return walkBlock()
  const quarter = min(left >> 2, QUARTER)
  const from0 = walked
  const from1 = from0 + quarter
  const from2 = from1 + quarter
  const from3 = from2 + quarter
  let state0 = stateAt(from0)
  let state1 = stateAt(from1)
  let state2 = stateAt(from2)
  let state3 = stateAt(from3)
  let found0 = found
  let found1 = found0 + FOUND
  let found2 = found1 + FOUND
  let found3 = found2 + FOUND
  const rows = next
  const bits = rowBits
  const classes = classOf
  const first = firstEnd
  for (let i: u32 = 0; i < quarter; i++) {
    state0 = step(state0, from0 + i, rows, bits, classes)
    state1 = step(state1, from1 + i, rows, bits, classes)
    state2 = step(state2, from2 + i, rows, bits, classes)
    state3 = step(state3, from3 + i, rows, bits, classes)
    if (max(max(state0, state1), max(state2, state3)) < first) continue
    found0 = note(found0, state0, from0 + i + 1)
    found1 = note(found1, state1, from1 + i + 1)
    found2 = note(found2, state2, from2 + i + 1)
    found3 = note(found3, state3, from3 + i + 1)
  }
  closeLanes(found0, found1, found2, found3)
  walked = from3 + quarter
}

/** The same for four whole quarters and the width of rows that the built-in rules have: fixed numbers cost no registers. */
function walkBlock(): void {
  const from = walked
  let state0 = stateAt(from)
  let state1 = stateAt(from + QUARTER)
  let state2 = stateAt(from + 2 * QUARTER)
  let state3 = stateAt(from + 3 * QUARTER)
  let found0 = found
  let found1 = found0 + FOUND
  let found2 = found1 + FOUND
  let found3 = found2 + FOUND
  const rows = next
  const classes = classOf
  const first = firstEnd
  const end = from + QUARTER
  for (let at = from; at < end; at++) {
    const class0 = <u32>load<u8>(classes + <u32>load<u8>(at))
    const class1 = <u32>load<u8>(classes + <u32>load<u8>(at, QUARTER))
    const class2 = <u32>load<u8>(classes + <u32>load<u8>(at, 2 * QUARTER))
    const class3 = <u32>load<u8>(classes + <u32>load<u8>(at, 3 * QUARTER))
    state0 = <u32>load<u16>(rows + (((state0 << ROW_BITS) + class0) << 1))
    state1 = <u32>load<u16>(rows + (((state1 << ROW_BITS) + class1) << 1))
    state2 = <u32>load<u16>(rows + (((state2 << ROW_BITS) + class2) << 1))
    state3 = <u32>load<u16>(rows + (((state3 << ROW_BITS) + class3) << 1))
    if (max(max(state0, state1), max(state2, state3)) < first) continue
    found0 = note(found0, state0, at + 1)
    found1 = note(found1, state1, at + QUARTER + 1)
    found2 = note(found2, state2, at + 2 * QUARTER + 1)
    found3 = note(found3, state3, at + 3 * QUARTER + 1)
  }
  closeLanes(found0, found1, found2, found3)
  walked = from + 4 * QUARTER
}

function walkRest(): void {
  let state = stateAt(walked)
  let at = found
  for (let i = walked; i < textEnd; i++) {
    state = step(state, i, next, rowBits, classOf)
    at = note(at, state, i + 1)
  }
  closeLanes(at, found + FOUND, found + 2 * FOUND, found + 3 * FOUND)
  walked = textEnd
}

function closeLanes(end0: u32, end1: u32, end2: u32, end3: u32): void {
  store<u32>(laneEnds, end0)
  store<u32>(laneEnds, end1, 4)
  store<u32>(laneEnds, end2, 8)
  store<u32>(laneEnds, end3, 12)
}

