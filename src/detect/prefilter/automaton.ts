import { foldByte } from './fold.ts'

/**
 * A deterministic Aho–Corasick automaton over bytes (Aho and Corasick, 1975), letter case folded by its byte classes.
 * A state's value is the offset of its row in `next` in bytes, plus one where a keyword ends there.
 */
export interface Automaton {
  /** Class of each byte; bytes of no keyword are class 0. */
  readonly classOf: Uint8Array
  /** Rows of `stride` state values. */
  readonly next: Uint32Array
  readonly stride: number
  /** Of the state with row number `r`, the keywords that end there are `outputs[outputStarts[r]]` to the next start. */
  readonly outputStarts: Uint32Array
  readonly outputs: Uint32Array
}

/** Trie of the keywords, then breadth first the transitions that failure links would give. Keywords are lower-case ASCII. */
export function buildAutomaton(keywords: readonly string[]): Automaton {
  const { classOf, stride } = classify(keywords)
  const trie = buildTrie(keywords, classOf, stride)
  const order = linkFailures(trie, stride)
  const outputs = collectOutputs(trie, order)
  const next = new Uint32Array(trie.rows.length * stride)
  for (const [state, row] of trie.rows.entries()) {
    for (let c = 0; c < stride; c++) {
      const target = row[c] as number
      next[state * stride + c] = target * stride * 4 + ((outputs[target] as number[]).length > 0 ? 1 : 0)
    }
  }
  let total = 0
  const outputStarts = Uint32Array.from([0, ...outputs.map((ids) => (total += ids.length))])
  return { classOf, next, stride, outputStarts, outputs: Uint32Array.from(outputs.flat()) }
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
  for (const keyword of keywords) {
    for (const byte of Buffer.from(keyword, 'latin1')) if (classOf[byte] === 0) classOf[byte] = stride++
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
