const LINE_FEED = 0x0a
const NOTHING = Buffer.alloc(0)
const MASK = Buffer.from('****')
const BEGIN = Buffer.from('-----BEGIN ')
const KEY = Buffer.from('PRIVATE KEY')
const END = Buffer.from('-----END ')
/** A longer line, or a key block without an end, goes out in pieces of that many bytes. */
const LONGEST = 1024 * 1024
const LONGEST_BLOCK = 64 * 1024

/** Where something stands in some bytes. */
export interface ByteSpan {
  readonly start: number
  readonly end: number
}

/**
 * Masks what is found in a stream line by line, so that what goes out does not depend on how the stream is cut into
 * chunks. The lines of a private key belong together.
 */
export class LineRedactor {
  readonly #find: (lines: Buffer) => readonly ByteSpan[]
  #held: Buffer = NOTHING

  /** @param find spans to mask, ascending and without overlap, in one line or the lines of one key */
  constructor(find: (lines: Buffer) => readonly ByteSpan[]) {
    this.#find = find
  }

  /** The lines that are complete. */
  push(chunk: Uint8Array): Buffer {
    const buffer = Buffer.concat([this.#held, chunk])
    const pieces: Uint8Array[] = []
    let at = 0
    for (let to = unitEnd(buffer, at); to > 0; to = unitEnd(buffer, at)) {
      pieces.push(...this.#masked(buffer.subarray(at, to)))
      at = to
    }
    this.#held = buffer.subarray(at)
    return Buffer.concat(pieces)
  }

  /** What is left at the end of the stream. */
  end(): Buffer {
    const held = this.#held
    this.#held = NOTHING
    return held.length === 0 ? NOTHING : Buffer.concat(this.#masked(held))
  }

  #masked(lines: Buffer): Uint8Array[] {
    const pieces: Uint8Array[] = []
    let at = 0
    for (const { start, end } of this.#find(lines)) {
      pieces.push(lines.subarray(at, start), MASK)
      at = end
    }
    pieces.push(lines.subarray(at))
    return pieces
  }
}

/** End of the first line or key block; 0 where it is not complete. */
function unitEnd(buffer: Buffer, from: number): number {
  const end = lineEnd(buffer, from)
  if (end === 0) return buffer.length - from >= LONGEST ? from + LONGEST : 0
  if (!beginsKey(buffer.subarray(from, end))) return end
  for (let at = end; at - from < LONGEST_BLOCK; ) {
    const next = lineEnd(buffer, at)
    if (next === 0) return buffer.length - from >= LONGEST_BLOCK ? end : 0
    if (buffer.subarray(at, next).includes(END)) return next
    at = next
  }
  return end
}

function lineEnd(buffer: Buffer, from: number): number {
  const at = buffer.indexOf(LINE_FEED, from)
  return at < 0 || at - from >= LONGEST ? 0 : at + 1
}

function beginsKey(line: Buffer): boolean {
  const begin = line.indexOf(BEGIN)
  return begin >= 0 && line.indexOf(KEY, begin) > begin && !line.includes(END, begin)
}
