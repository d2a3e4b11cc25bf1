// AssemblyScript (https://www.assemblyscript.org), compiled by the build to WebAssembly: where its tables and its workspace lie.
// Addresses are offsets in the memory.

/** Tables in the order of `setTable`. */
export let classOf: u32 = 0
export let next: u32 = 0
export let outputStarts: u32 = 0
export let outputs: u32 = 0
export let keywordLengths: u32 = 0
export let recordStarts: u32 = 0
export let records: u32 = 0
export let heads: u32 = 0
export let classes: u32 = 0
export let leastRuns: u32 = 0
export let maxLengths: u32 = 0
/** See `Automaton`. */
export let rowBits: u32 = 0
export let firstEnd: u32 = 0
export let longestKeyword: u32 = 0

/** Bytes that each of the four walks goes through before what they have found is looked at. */
export const QUARTER: u32 = 4096
/** A state and an offset for each byte of a quarter. */
export const FOUND: u32 = QUARTER * 8
/** Bytes that are kept free for what one keyword may admit. */
export const SPARE: u32 = 1 << 16
export const ADMITTED: u32 = 1 << 18
export const RUNS: u32 = 1 << 16
/** Below this many bytes four walks cost more than they save. */
export const WORTH_SPLITTING: u32 = 512
export const RECORD: u32 = 20
/** Logarithm of the classes in a row, for the built-in rules. */
export const ROW_BITS: u32 = 6
/** What the anchor of a record begins: the match. */
export const BEGINS_MATCH: u32 = 2
export const SHORTEST_RUN: u32 = 24

export let found: u32 = 0
export let admitted: u32 = 0
export let runs: u32 = 0
/** Values of the 256 bytes as digits of hex and base64, `NO_DIGIT` where they are none. */
export let hexDigits: u32 = 0
export let codeDigits: u32 = 0
export const NO_DIGIT: u32 = 0xff

export let textStart: u32 = 0
export let textEnd: u32 = 0
/** End of what the automaton has seen. */
export let walked: u32 = 0
/** The walk whose finds are looked at next, and the next of them. */
export let lane: u32 = 0
export let laneAt: u32 = 0
export const laneEnds: u32 = <u32>memory.data(16)
export let runsSought: u32 = 0
/** Behind the text, start and end of every long run, and how many there are. */
export let allRuns: u32 = 0
export let runCount: u32 = 0

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

