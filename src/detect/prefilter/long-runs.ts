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
