import type { ByteRange } from '../../model/blob.ts'
import type { SecretSpan } from '../match-pattern.ts'
import type { CodeAlphabet } from './code-alphabet.ts'

/**
 * The parts of a run of code that stand for text, at each alignment, widened by a group on either side, as a secret may
 * begin and end within one. A look at every last group of the shortest secret's length, and back from there, rules out
 * most of what encodes anything else.
 */
export function textStretches(code: ByteRange, alphabet: CodeAlphabet): readonly SecretSpan[] {
  const found: SecretSpan[] = []
  for (let first = code.start; first < code.start + alphabet.groupLength; first++) {
    findAligned(code, alphabet, first, found)
  }
  return found
}

function findAligned({ buffer, end }: ByteRange, alphabet: CodeAlphabet, first: number, found: SecretSpan[]): void {
  const { groupLength } = alphabet
  const least = groupLength * alphabet.leastGroups
  for (let at = first + least - groupLength; at + groupLength <= end; ) {
    const lowest = at - least + groupLength
    let i = at
    while (i >= lowest && alphabet.isTextGroup(buffer, i)) i -= groupLength
    if (i >= lowest) {
      at = i + least
      continue
    }
    let from = lowest
    let to = at + groupLength
    while (from - groupLength >= first && alphabet.isTextGroup(buffer, from - groupLength)) from -= groupLength
    while (to + groupLength <= end && alphabet.isTextGroup(buffer, to)) to += groupLength
    found.push({ start: Math.max(first, from - groupLength), end: Math.min(end, to + groupLength) })
    at = to + least
  }
}
