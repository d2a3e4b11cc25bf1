import { ScanError } from '../../model/errors.ts'
import { foldByte } from './fold.ts'

/**
 * A deterministic Aho–Corasick automaton over bytes (Aho and Corasick, 1975), letter case folded by its byte classes.
 * States are numbered such that those in which a keyword ends come last, and each part breadth first: what is walked most lies together.
 */
export interface Automaton {
  /** Class of each byte; bytes of no keyword are class 0. */
  readonly classOf: Uint8Array
  /** Rows of `2 ** rowBits` states. */
  readonly next: Uint16Array
  readonly rowBits: number
  /** The first state in which a keyword ends. */
  readonly firstEnd: number
  /** In state `firstEnd + n` end the keywords `outputs[outputStarts[n]]` to `outputs[outputStarts[n + 1] - 1]`. */
  readonly outputStarts: Uint32Array
  readonly outputs: Uint16Array
}

/** What text and code are mostly made of: the first 31 share a cache line in each row. */
const COMMONEST_FIRST = 'etaoinsrlcdpumhgfbyvkwx_.-/"=:01234567q9z8j'

/** States that a number of 16 bits can tell. */
const MOST_STATES = 1 << 16

/** Trie of the keywords, then breadth first the transitions that failure links would give. Keywords are lower-case ASCII. */
export function buildAutomaton(keywords: readonly string[]): Automaton {
  const { classOf, stride } = classify(keywords)
  const trie = buildTrie(keywords, classOf, stride)
  if (trie.rows.length > MOST_STATES) {
    throw new ScanError(
      'RULE_INVALID',
      `the keywords of all rules together have ${trie.rows.length} different beginnings`,
      {
        hint: `at most ${MOST_STATES}: use fewer or shorter keywords`,
      },
    )
  }
  const order = linkFailures(trie, stride)
  const outputs = collectOutputs(trie, order)
  const isEnd = (state: number) => (outputs[state] as number[]).length > 0
  const ends = order.filter(isEnd)
  const numbered = [...order.filter((state) => !isEnd(state)), ...ends]
  const numberOf = new Uint16Array(numbered.length)
  for (const [number, state] of numbered.entries()) numberOf[state] = number
  const rowBits = Math.ceil(Math.log2(stride))
  const next = new Uint16Array(numbered.length << rowBits)
  for (const [number, state] of numbered.entries()) {
    const row = trie.rows[state] as number[]
    for (let c = 0; c < stride; c++) next[(number << rowBits) + c] = numberOf[row[c] as number] as number
  }
  let total = 0
  const outputStarts = Uint32Array.from([0, ...ends.map((state) => (total += (outputs[state] as number[]).length))])
  const firstEnd = numbered.length - ends.length
  return {
    classOf,
    next,
    rowBits,
    firstEnd,
    outputStarts,
    outputs: Uint16Array.from(ends.flatMap((state) => outputs[state] ?? [])),
  }
}

interface Trie {
  /** Target state by class, -1 where the trie has none; complete once failures are linked. */
  readonly rows: number[][]
  readonly ends: number[][]
  readonly failures: number[]
}

function classify(keywords: readonly string[]): { classOf: Uint8Array; stride: number } {
  const classOf = new Uint8Array(256)
  let stride = 1
  const used = new Set(keywords.flatMap((keyword) => [...keyword]))
  const common = [...COMMONEST_FIRST].filter((char) => used.has(char))
  for (const byte of Buffer.from([...common, ...used].join(''), 'latin1')) {
    if (classOf[byte] === 0) classOf[byte] = stride++
  }
  for (let byte = 0; byte < 256; byte++) classOf[byte] = classOf[foldByte(byte)] as number
  return { classOf, stride }
}

function buildTrie(keywords: readonly string[], classOf: Uint8Array, stride: number): Trie {
  const rows = [new Array<number>(stride).fill(-1)]
  const ends: number[][] = [[]]
  for (const [id, keyword] of keywords.entries()) {
    let state = 0
    for (const byte of Buffer.from(keyword, 'latin1')) {
      const row = rows[state] as number[]
      const c = classOf[byte] as number
      if (row[c] === -1) {
        row[c] = rows.push(new Array<number>(stride).fill(-1)) - 1
        ends.push([])
      }
      state = row[c] as number
    }
    ;(ends[state] as number[]).push(id)
  }
  return { rows, ends, failures: new Array<number>(rows.length).fill(0) }
}

/** Fills every missing transition with that of the longest suffix; gives the states breadth first. */
function linkFailures({ rows, failures }: Trie, stride: number): readonly number[] {
  const order = [0]
  for (let at = 0; at < order.length; at++) {
    const state = order[at] as number
    const row = rows[state] as number[]
    const fallback = rows[failures[state] as number] as number[]
    for (let c = 0; c < stride; c++) {
      const target = row[c] as number
      const other = state === 0 ? 0 : (fallback[c] as number)
      if (target === -1) row[c] = other
      else {
        failures[target] = other
        order.push(target)
      }
    }
  }
  return order
}

/** Keywords that end in each state: its own and those of the suffixes that failure links lead to. */
function collectOutputs({ ends, failures }: Trie, order: readonly number[]): readonly (readonly number[])[] {
  const outputs: number[][] = ends.map((ids) => [...ids])
  for (const state of order.slice(1))
    (outputs[state] as number[]).push(...(outputs[failures[state] as number] as number[]))
  return outputs
}
