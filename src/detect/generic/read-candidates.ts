import type { Text } from '../decode-text.ts'
import type { Candidate } from './candidate.ts'
import type { FileKind } from './file-kind.ts'
import { mayBeGiven } from './may-be-given.ts'
import { readAssigned } from './read-assigned.ts'
import { readFlag } from './read-flag.ts'
import { readNested } from './read-nested.ts'
import { readPair } from './read-pair.ts'
import { readScheme } from './read-scheme.ts'
import { keyAt, type Site, siteOf } from './site.ts'

/** Starts of the key words that open a value themselves. */
const OPENERS = /^(?:basic |bearer|identi|curl |sshpas)/i

/** Every name with its value at the places where a key word stands, in the order of the places. */
export function* readCandidates(text: Text, offsets: readonly number[], kind: FileKind): Generator<Candidate> {
  let reached = -1
  for (const offset of offsets) {
    if (isOpener(text, offset)) {
      const candidate = readScheme(text, offset)
      if (candidate !== null) yield candidate
      continue
    }
    if (offset < reached) continue
    const place = keyAt(text, offset, kind)
    if (place === null) continue
    reached = place.keyEnd
    if (!mayBeGiven(text, place, kind)) continue
    const site = siteOf(text, place, kind)
    for (const candidate of readSite(site)) {
      const nested = [...readNested(candidate)]
      if (nested[0]?.form !== 'scheme') yield candidate // else the credential alone is the secret
      yield* nested
    }
  }
}

function readSite(site: Site): readonly Candidate[] {
  const pair = readPair(site)
  if (pair.length > 0) return pair
  const assigned = readAssigned(site)
  return assigned.length > 0 ? assigned : readFlag(site)
}

function isOpener({ buffer, end }: Text, at: number): boolean {
  const byte = (buffer[at] as number) | 0x20
  if (byte !== 0x62 && byte !== 0x69 && byte !== 0x63 && byte !== 0x73) return false
  return OPENERS.test(buffer.toString('latin1', at, Math.min(end, at + 6)))
}
