import type { ByteRange } from '../../model/blob.ts'
import { byteTable } from '../byte-table.ts'

/** Length of the shortest run that is told. */
export const SHORTEST_RUN = 24
const isRunByte = byteTable('A-Za-z0-9+/=_-')

/**
 * All runs of at least `SHORTEST_RUN` characters of base64, URL-safe base64 or hex, padding included, as flat pairs of
 * offsets. A look at the last byte of a run's length, and back from there to the first that cannot be in one, skips most
 * of any text (Boyer and Moore, 1977).
 */
export function findLongRuns({ buffer, start, end }: ByteRange): number[] {
  const runs: number[] = []
  for (let at = start + SHORTEST_RUN - 1; at < end; ) {
    const first = at - SHORTEST_RUN + 1
    let from = at
    while (from >= first && isRunByte[buffer[from] as number] === 1) from--
    if (from >= first) {
      at = from + SHORTEST_RUN
      continue
    }
    // every run that ends before `first` has been told, so this one begins here
    let to = at + 1
    while (to < end && isRunByte[buffer[to] as number] === 1) to++
    runs.push(first, to)
    at = to + SHORTEST_RUN
  }
  return runs
}

/** True where `[from, to)` holds `least` bytes of one of the runs, at least `SHORTEST_RUN`. */
export function hasRunWithin(
  runs: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
  least: number,
): boolean {
  for (let i = firstEndingBehind(runs, from + least); i < runs.length && (runs[i] as number) + least <= to; i += 2) {
    if (Math.min(runs[i + 1] as number, to) - Math.max(runs[i] as number, from) >= least) return true
  }
  return false
}

/** Index of the first run that ends at `offset` or behind it. */
function firstEndingBehind(runs: readonly number[], offset: number): number {
  let low = 0
  for (let high = runs.length >> 1; low < high; ) {
    const middle = (low + high) >> 1
    if ((runs[2 * middle + 1] as number) < offset) low = middle + 1
    else high = middle
  }
  return 2 * low
}
