import type { SecretSpan } from '../match-pattern.ts'
import type { CodeAlphabet } from './code-alphabet.ts'

/**
 * The parts of `code` that stand for text, at each alignment: offsets in `code`, widened by a group on either side, as a
 * secret may begin and end within one. A look at every last group of the shortest secret's length, and back from there,
 * rules out most of what encodes anything else.
 */
export function* textStretches(code: Uint8Array, alphabet: CodeAlphabet): Generator<SecretSpan> {
  for (let alignment = 0; alignment < alphabet.groupLength; alignment++) yield* stretchesAt(code, alphabet, alignment)
}

function* stretchesAt(code: Uint8Array, alphabet: CodeAlphabet, alignment: number): Generator<SecretSpan> {
  const { groupLength, leastGroups } = alphabet
  const least = groupLength * leastGroups
  let at = alignment + least - groupLength
  while (at + groupLength <= code.length) {
    const first = at - least + groupLength
    let i = at
    while (i >= first && alphabet.isTextGroup(code, i)) i -= groupLength
    if (i >= first) {
      at = i + least
      continue
    }
    let start = first
    let end = at + groupLength
    while (start >= groupLength && alphabet.isTextGroup(code, start - groupLength)) start -= groupLength
    while (end + groupLength <= code.length && alphabet.isTextGroup(code, end)) end += groupLength
    yield { start: Math.max(alignment, start - groupLength), end: Math.min(code.length, end + groupLength) }
    at = end + least
  }
}
