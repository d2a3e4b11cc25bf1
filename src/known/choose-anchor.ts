import { ANCHOR, type AnchorIndex } from './anchor-index.ts'

/** Places that are tried where the best one is another value's as well. */
const OTHERS = 8
/** Bytes that words are not made of. */
const IS_RARE = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x61 && byte <= 0x7a ? 0 : 1))

/**
 * Start of the eight bytes in `[from, to)` by which they are found: all `isInert`, where that is not null; those that look
 * least like words, unless another value has them as well. -1 where there are no eight.
 */
export function chooseAnchor(
  bytes: Buffer,
  [from, to]: readonly [number, number],
  isInert: Uint8Array | null,
  index: AnchorIndex,
): number {
  let best = -1
  let most = -1
  let run = 0
  let rare = 0
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    run = isInert === null || isInert[byte] === 1 ? run + 1 : 0
    rare += IS_RARE[byte] as number
    if (at - from >= ANCHOR) rare -= IS_RARE[bytes[at - ANCHOR] as number] as number
    if (run < ANCHOR || rare <= most) continue
    most = rare
    best = at - ANCHOR + 1
    if (rare === ANCHOR) break
  }
  if (best < 0 || !isTaken(bytes, best, index)) return best
  return freeAnchor(bytes, [from, to], isInert, index) ?? best
}

function freeAnchor(
  bytes: Buffer,
  [from, to]: readonly [number, number],
  isInert: Uint8Array | null,
  index: AnchorIndex,
): number | null {
  const step = Math.max(1, Math.floor((to - from - ANCHOR) / OTHERS))
  for (let place = to - ANCHOR; place >= from; place -= step) {
    if (areInert(bytes, place, isInert) && !isTaken(bytes, place, index)) return place
  }
  return null
}

function areInert(bytes: Buffer, place: number, isInert: Uint8Array | null): boolean {
  if (isInert === null) return true
  for (let at = place; at < place + ANCHOR; at++) if (isInert[bytes[at] as number] !== 1) return false
  return true
}

function isTaken(bytes: Buffer, place: number, index: AnchorIndex): boolean {
  return index.has(bytes.readInt32LE(place), bytes.readInt32LE(place + 4))
}
