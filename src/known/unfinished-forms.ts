import { RUNS_OUT } from './line-gap.ts'
import { spellingsOf } from './spelled-forms.ts'
import { FORM_COUNT, formOf } from './value-forms.ts'
import { walkForward } from './walk-spelling.ts'

const LINE_FEED = 0x0a
/** Bytes in a row that a form has to have before a line break within it is waited for. */
const IN_A_ROW = 8

/** Every spelling of every value, by its first two bytes: tells where a text ends in the middle of one. */
export class UnfinishedForms {
  readonly #byStart = new Map<number, Buffer[]>()
  readonly #known = new Set<string>()
  readonly #isFirst = new Uint8Array(256)

  constructor(values: readonly string[]) {
    for (const value of values) {
      for (let form = 0; form < FORM_COUNT; form++) {
        for (const { bytes } of spellingsOf(formOf(value, form))) this.#add(bytes)
      }
    }
  }

  /** The first place from `from` on where something begins that could be a value if more came; the end where there is none. */
  earliest(buffer: Buffer, from: number): number {
    for (let at = from; at < buffer.length - 1; at++) {
      const forms = this.#byStart.get((buffer[at] as number) | ((buffer[at + 1] as number) << 8))
      if (forms?.some((spelled) => isCutOff(buffer, at, spelled))) return at
    }
    const last = buffer.length - 1
    return last >= from && this.#isFirst[buffer[last] as number] === 1 ? last : buffer.length
  }

  #add(bytes: Buffer): void {
    const text = bytes.toString('latin1')
    if (bytes.length < 2 || this.#known.has(text)) return
    this.#known.add(text)
    const start = (bytes[0] as number) | ((bytes[1] as number) << 8)
    this.#isFirst[bytes[0] as number] = 1
    const others = this.#byStart.get(start)
    if (others === undefined) this.#byStart.set(start, [bytes])
    else others.push(bytes)
  }
}

/** True where the text ends before the spelled value does that begins at `at`. */
function isCutOff(buffer: Buffer, at: number, spelled: Buffer): boolean {
  const text = { buffer, start: 0, end: buffer.length }
  const head = spelled.subarray(0, IN_A_ROW)
  if (head.includes(LINE_FEED)) return walkForward(text, spelled, 0, at) === RUNS_OUT
  const known = matchingBytes(buffer, at, head)
  if (at + known === buffer.length) return true
  if (known < head.length) return false
  return head.length === IN_A_ROW && walkForward(text, spelled, IN_A_ROW - 1, at + IN_A_ROW - 1) === RUNS_OUT
}

function matchingBytes(buffer: Buffer, at: number, head: Buffer): number {
  let length = 0
  while (length < head.length && buffer[at + length] === head[length]) length++
  return length
}
