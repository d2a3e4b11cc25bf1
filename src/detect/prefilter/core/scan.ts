// AssemblyScript (https://www.assemblyscript.org), compiled by the build to WebAssembly: the hot loops of `PlainScanner`,
// which says what they mean and is what they are tested against. Addresses are offsets in the memory.

/** Tables in the order of `setTable`. */
let classOf: u32 = 0
let next: u32 = 0
let outputStarts: u32 = 0
let outputs: u32 = 0
let keywordLengths: u32 = 0
let recordStarts: u32 = 0
let records: u32 = 0
let heads: u32 = 0
let classes: u32 = 0
let leastRuns: u32 = 0
let maxLengths: u32 = 0
/** See `Automaton`. */
let rowBits: u32 = 0
let firstEnd: u32 = 0
let longestKeyword: u32 = 0

/** Bytes that each of the four walks goes through before what they have found is looked at. */
const QUARTER: u32 = 4096
/** A state and an offset for each byte of a quarter. */
const FOUND: u32 = QUARTER * 8
/** Bytes that are kept free for what one keyword may admit. */
const SPARE: u32 = 1 << 16
const ADMITTED: u32 = 1 << 18
const RUNS: u32 = 1 << 16
/** Below this many bytes four walks cost more than they save. */
const WORTH_SPLITTING: u32 = 512
const RECORD: u32 = 20
/** Logarithm of the classes in a row, for the built-in rules. */
const ROW_BITS: u32 = 6
/** What the anchor of a record begins: the match. */
const BEGINS_MATCH: u32 = 2
const SHORTEST_RUN: u32 = 24

let found: u32 = 0
let admitted: u32 = 0
let runs: u32 = 0
/** Values of the 256 bytes as digits of hex and base64, `NO_DIGIT` where they are none. */
let hexDigits: u32 = 0
let codeDigits: u32 = 0
const NO_DIGIT: u32 = 0xff

let textStart: u32 = 0
let textEnd: u32 = 0
/** End of what the automaton has seen. */
let walked: u32 = 0
/** The walk whose finds are looked at next, and the next of them. */
let lane: u32 = 0
let laneAt: u32 = 0
const laneEnds: u32 = <u32>memory.data(16)
let runsSought: u32 = 0
/** Behind the text, start and end of every long run, and how many there are. */
let allRuns: u32 = 0
let runCount: u32 = 0

/** The first address that is free for tables. */
export function firstFree(): u32 {
  return <u32>__heap_base
}

export function setTable(index: u32, address: u32): void {
  if (index == 0) classOf = address
  else if (index == 1) next = address
  else if (index == 2) outputStarts = address
  else if (index == 3) outputs = address
  else if (index == 4) keywordLengths = address
  else if (index == 5) recordStarts = address
  else if (index == 6) records = address
  else if (index == 7) heads = address
  else if (index == 8) classes = address
  else if (index == 9) leastRuns = address
  else if (index == 10) maxLengths = address
}

/** Lays out the workspace from `workspace` on; the address behind it. */
export function layOut(bits: u32, first: u32, longest: u32, workspace: u32): u32 {
  rowBits = bits
  firstEnd = first
  longestKeyword = longest
  found = workspace
  admitted = found + 4 * FOUND
  runs = admitted + ADMITTED
  hexDigits = runs + RUNS
  codeDigits = hexDigits + 256
  return codeDigits + 256
}

/** Fills what `layOut` has laid out, once there is memory. */
export function fillDigits(): void {
  memory.fill(hexDigits, <u8>NO_DIGIT, 512)
  for (let i: u32 = 0; i < 26; i++) {
    store<u8>(codeDigits + 0x41 + i, <u8>i)
    store<u8>(codeDigits + 0x61 + i, <u8>(26 + i))
  }
  for (let i: u32 = 0; i < 10; i++) {
    store<u8>(codeDigits + 0x30 + i, <u8>(52 + i))
    store<u8>(hexDigits + 0x30 + i, <u8>i)
  }
  for (let i: u32 = 0; i < 6; i++) {
    store<u8>(hexDigits + 0x41 + i, <u8>(10 + i))
    store<u8>(hexDigits + 0x61 + i, <u8>(10 + i))
  }
  store<u8>(codeDigits + 0x2b, 62)
  store<u8>(codeDigits + 0x2d, 62)
  store<u8>(codeDigits + 0x2f, 63)
  store<u8>(codeDigits + 0x5f, 63)
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
function walk(): void {
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

/** True where `[from, to)` holds `least` bytes of one run. */
function hasRun(from: u32, to: u32, least: u32): bool {
  let low: u32 = 0
  for (let high = runCount; low < high; ) {
    const middle = (low + high) >> 1
    if (load<u32>(allRuns + (middle << 3), 4) < from + least) low = middle + 1
    else high = middle
  }
  for (; low < runCount; low++) {
    const start = load<u32>(allRuns + (low << 3))
    if (start + least > to) return false
    if (min(load<u32>(allRuns + (low << 3), 4), to) - max(start, from) >= least) return true
  }
  return false
}

/** Writes the next runs that are worth a look, start, end and traits each; their number, 0 at the end of the text. */
export function nextRuns(): u32 {
  let out = runs
  let at = runsSought
  while (out + 12 <= runs + RUNS && at < textEnd) {
    // wherever a long run begins, it holds eight bytes from here or from a multiple of sixteen on
    const inside = blockFrom(at)
    if (inside == 0) {
      at += at + 24 <= textEnd ? 32 : 16
      continue
    }
    let first = inside
    let last = inside + 8
    if (inside >= textStart + 16 && last + 16 <= textEnd) {
      first -= min(16, clz<u32>(~(runMask(v128.load(inside - 16)) << 16)))
      last += ctz<u32>(~runMask(v128.load(last)))
      if (last - first < SHORTEST_RUN) {
        at = last
        continue
      }
    }
    while (last + 16 <= textEnd && runMask(v128.load(last)) == 0xffff) last += 16
    while (first > textStart && isRunByte(load<u8>(first - 1))) first--
    while (last < textEnd && isRunByte(load<u8>(last))) last++
    if (last - first >= SHORTEST_RUN) out = tellRun(first, last, out)
    at = last
  }
  runsSought = at
  return (out - runs) / 12
}

function tellRun(first: u32, last: u32, out: u32): u32 {
  store<u32>(allRuns + (runCount << 3), first)
  store<u32>(allRuns + (runCount << 3), last, 4)
  runCount++
  const traits = u32(mayEncode(first, last)) | (u32(mayBeRandom(first, last)) << 1)
  if (traits == 0) return out
  store<u32>(out, first)
  store<u32>(out, last, 4)
  store<u32>(out, traits, 8)
  return out + 12
}

/** See `mayEncode` in `decode/may-encode.ts`. */
function mayEncode(first: u32, last: u32): bool {
  for (let start = first; start + 27 <= last; ) {
    let stop = start
    while (stop < last && load<u8>(stop) != 0x3d) stop++
    if (stop - start >= 27) {
      if (holdsBase64(start, stop) || holdsHex(start, stop) || isFolded(start, stop)) return true
    }
    start = stop + 1
  }
  return false
}

/** True where six groups of base64 in a row, at one of four alignments, stand for text. */
function holdsBase64(from: u32, to: u32): bool {
  for (let first = from; first < from + 4; first++) {
    for (let at = first + 20; at + 4 <= to; ) {
      const lowest = at - 20
      let i = at
      while (i >= lowest && isBase64Text(i)) i -= 4
      if (i < lowest) return true
      at = i + 24
    }
  }
  return false
}

/** True where sixteen bytes in a row, at one of two alignments, are the hex digits of text. */
function holdsHex(from: u32, to: u32): bool {
  for (let first = from; first < from + 2; first++) {
    for (let at = first + 30; at + 2 <= to; ) {
      const lowest = at - 30
      let i = at
      while (i >= lowest && isHexText(i)) i -= 2
      if (i < lowest) return true
      at = i + 32
    }
  }
  return false
}

@inline
function isBase64Text(at: u32): bool {
  const a = <u32>load<u8>(codeDigits + <u32>load<u8>(at))
  const b = <u32>load<u8>(codeDigits + <u32>load<u8>(at, 1))
  if (!isText((a << 2) | (b >> 4))) return false
  const c = <u32>load<u8>(codeDigits + <u32>load<u8>(at, 2))
  if (!isText(((b & 15) << 4) | (c >> 2))) return false
  return isText(((c & 3) << 6) | <u32>load<u8>(codeDigits + <u32>load<u8>(at, 3)))
}

@inline
function isHexText(at: u32): bool {
  const high = <u32>load<u8>(hexDigits + <u32>load<u8>(at))
  const low = <u32>load<u8>(hexDigits + <u32>load<u8>(at, 1))
  return (high | low) != NO_DIGIT && isText((high << 4) | low)
}

@inline
function isText(byte: u32): bool {
  return (byte >= 0x20 && byte < 0x7f) || byte == 0x09 || byte == 0x0a || byte == 0x0d
}

/** True where a run ends the line before, or begins the one behind, with nothing else between than the break and blanks. */
function isFolded(first: u32, last: u32): bool {
  return hasLineBefore(first) || hasLineBehind(last)
}

function hasLineBefore(at: u32): bool {
  let from = at
  while (from > textStart && at - from < 64 && isBlank(from - 1)) from--
  if (from <= textStart || load<u8>(from - 1) != 0x0a) return false
  from--
  if (from > textStart && load<u8>(from - 1) == 0x0d) from--
  return from > textStart && isCode(from - 1)
}

function hasLineBehind(at: u32): bool {
  const broken = behindBreak(at)
  if (broken == 0) return false
  let next = broken
  while (next < textEnd && next - broken < 64 && isBlank(next)) next++
  return next < textEnd && isCode(next)
}

/** Behind a line break or its escape, `\n` or `\r\n`; 0 where there is none. */
function behindBreak(at: u32): u32 {
  let next = at
  if (next < textEnd && load<u8>(next) == 0x0d) next++
  else if (next + 1 < textEnd && load<u8>(next) == 0x5c && load<u8>(next, 1) == 0x72) next += 2
  if (next < textEnd && load<u8>(next) == 0x0a) return next + 1
  return next + 1 < textEnd && load<u8>(next) == 0x5c && load<u8>(next, 1) == 0x6e ? next + 2 : 0
}

@inline
function isBlank(at: u32): bool {
  return load<u8>(at) == 0x20 || load<u8>(at) == 0x09
}

/** A character of base64, URL-safe base64 or hex. */
@inline
function isCode(at: u32): bool {
  return <u32>load<u8>(codeDigits + <u32>load<u8>(at)) != NO_DIGIT
}

/** See `mayBeRandom` in `generic/random-strings.ts`. */
function mayBeRandom(first: u32, last: u32): bool {
  if (last - first > 120 || first == textStart || last == textEnd || !isQuote(first - 1) || !isQuote(last)) return false
  let kinds: u32 = 0
  for (let at = first; at < last; at++) {
    const byte = <u32>load<u8>(at)
    if (byte >= 0x61) kinds |= 1
    else if (byte >= 0x41 && byte <= 0x5a) kinds |= 2
    else if (byte >= 0x30 && byte <= 0x39) kinds |= 4
    if (kinds == 7) return true
  }
  return false
}

@inline
function isQuote(at: u32): bool {
  const byte = load<u8>(at)
  return byte == 0x22 || byte == 0x27 || byte == 0x60
}

/** Where eight bytes of a run stand: at `at`, sixteen bytes behind it, or neither, 0. */
@inline
function blockFrom(at: u32): u32 {
  if (at + 24 > textEnd) return at + 8 <= textEnd && isBlock(at) ? at : 0
  const mask = runMask(v128.load_lane<u64>(at, v128.load_zero<u64>(at), 1, 16))
  return (mask & 0xff) == 0xff ? at : mask >> 8 == 0xff ? at + 16 : 0
}

/** A bit for each byte that belongs to runs. */
@inline
function runMask(bytes: v128): u32 {
  // which characters belong is told by their two halves: for each high one a bit, for each low one the bits of those it fits
  const low = i8x16(0x2a, 0x3e, 0x3e, 0x3e, 0x3e, 0x3e, 0x3e, 0x3e, 0x3e, 0x3e, 0x3c, 0x15, 0x14, 0x17, 0x14, 0x1d)
  const high = i8x16(0, 0, 1, 2, 4, 8, 16, 32, 0, 0, 0, 0, 0, 0, 0, 0)
  const fits = v128.and(
    i8x16.swizzle(low, v128.and(bytes, i8x16.splat(15))),
    i8x16.swizzle(high, i8x16.shr_u(bytes, 4)),
  )
  return <u32>i8x16.bitmask(i8x16.ne(fits, i8x16.splat(0)))
}

function isBlock(at: u32): bool {
  for (let i: u32 = 0; i < 8; i++) if (!isRunByte(load<u8>(at + i))) return false
  return true
}

/** `[A-Za-z0-9+/=_-]` */

@inline
function isRunByte(byte: u8): bool {
  const letter = byte | 0x20
  if (letter >= 0x61 && letter <= 0x7a) return true
  return (byte >= 0x2f && byte <= 0x39) || byte == 0x2b || byte == 0x2d || byte == 0x3d || byte == 0x5f
}
