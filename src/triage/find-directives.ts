import { constants } from 'node:buffer'
import type { ByteRange } from '../model/blob.ts'

/** What a comment reaches: its own line, the line below, or all from one comment to another. */
export type Reach = 'same-line' | 'next-line' | 'block-start' | 'block-end'

/** Words in a file that ask for a match to be accepted. */
export interface Directive {
  /** The words as they are known: `keywarden:allow`, `pragma: allowlist secret`. */
  readonly spelling: string
  readonly dialect: 'keywarden' | 'secretlint' | 'other'
  readonly reach: Reach
  /** Offsets of the words from the start of the text, in bytes. */
  readonly start: number
  readonly end: number
  /** Line of the file, from 1. */
  readonly line: number
  /** What follows the words on their line, up to the next directive; bytes as Latin-1. */
  readonly tail: string
}

/** One of these stands in every directive: most files hold none and are done after four searches. */
const NEEDLES = [':allow', ':ignore', 'pragma:', 'secretlint-'] as const

const WORDS =
  /(?<![\w-])(?:keywarden:allow(?:-next-line)?|(?:gitleaks|betterleaks):allow|(?:trufflehog|kingfisher):ignore|pragma: ?(?:allow|white)list[ -](?:nextline[ -])?secret|secretlint-(?:disable-next-line|disable-line|disable|enable))(?![\w-])/g

/** Longer than any reason that a person reads; keeps a file of one line from being copied for each directive in it. */
const TAIL_LENGTH = 1000

/** The directives in a text, in order. `linesBefore` counts the line feeds of the file before the text. */
export function findDirectives(text: ByteRange, linesBefore: number): readonly Directive[] {
  const bytes = text.buffer.subarray(text.start, text.end)
  if (bytes.length > constants.MAX_STRING_LENGTH || !NEEDLES.some((needle) => bytes.includes(needle))) return []
  const latin1 = bytes.toString('latin1')
  const hits = [...latin1.matchAll(WORDS)]
  const countLines = lineCounter(latin1, linesBefore + 1)
  return hits.map((hit, i) => {
    const end = hit.index + hit[0].length
    const tailEnd = Math.min(end + TAIL_LENGTH, hits[i + 1]?.index ?? latin1.length)
    const tail = latin1.slice(end, tailEnd).split('\n', 1)[0] ?? ''
    return { ...kindOf(hit[0]), start: hit.index, end, line: countLines(hit.index), tail }
  })
}

function kindOf(words: string): Pick<Directive, 'spelling' | 'dialect' | 'reach'> {
  if (words.startsWith('keywarden')) return { spelling: words, dialect: 'keywarden', reach: reachOf(words) }
  if (words.startsWith('secretlint')) return { spelling: words, dialect: 'secretlint', reach: reachOf(words) }
  return { spelling: words, dialect: 'other', reach: reachOf(words) }
}

function reachOf(words: string): Reach {
  if (words === 'secretlint-disable') return 'block-start'
  if (words === 'secretlint-enable') return 'block-end'
  return /next-?line/.test(words) ? 'next-line' : 'same-line'
}

/** Counts on from the last call: offsets come in rising order. */
function lineCounter(text: string, firstLine: number): (offset: number) => number {
  let line = firstLine
  let next = text.indexOf('\n')
  return (offset) => {
    while (next >= 0 && next < offset) {
      line++
      next = text.indexOf('\n', next + 1)
    }
    return line
  }
}
