// AssemblyScript (https://www.assemblyscript.org), compiled by the build to WebAssembly: long runs.

import { mayBeRandom, mayEncode } from './run-traits'
import { allRuns, runCount, RUNS, runs, runsSought, SHORTEST_RUN, textEnd, textStart } from './tables'

/** True where `[from, to)` holds `least` bytes of one run. */
export function hasRun(from: u32, to: u32, least: u32): bool {
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
