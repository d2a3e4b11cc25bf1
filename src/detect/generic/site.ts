import { byteTable } from '../byte-table.ts'
import type { Text } from '../decode-text.ts'
import type { FileKind } from './file-kind.ts'

/** The place where a name stands that holds a key word, and the text behind it. */
export interface Site {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
  /** Text behind the name, at most `REACH` bytes as Latin-1. */
  readonly rest: string
  /** The up to `LOOK_BACK` characters of the line before the name. */
  readonly before: string
  readonly kind: FileKind
}

const REACH = 720
const LOOK_BACK = 24
const LONGEST_KEY = 64
const MINUS = 0x2d
const isKeyByte = byteTable('A-Za-z0-9_.$-')
const isBlank = byteTable(' \t')
/** What may stand behind a name that is given a value: its closing quote or bracket, an operator, a blank. */
const mayFollowKey = byteTable('"\'`\\])& \t=:,(>?!+|\r\n')
/** What may stand behind the blanks after a name. */
const mayOperate = byteTable('"\'`=:,(>?!+|\\\r\n')

/** The name round the key word at `hit`, null where no value can follow it. Most hits end here, before any string is built. */
export function siteAt(text: Text, hit: number, kind: FileKind): Site | null {
  const { buffer, end } = text
  const keyEnd = endOfKey(text, hit)
  if (keyEnd >= end || keyEnd - hit > LONGEST_KEY || mayFollowKey[buffer[keyEnd] as number] === 0) return null
  const keyStart = startOfKey(text, hit)
  const isFlag = buffer[keyStart] === MINUS || kind === 'config'
  if (!isFlag && isBlank[buffer[keyEnd] as number] === 1 && !operates(text, keyEnd)) return null
  const lineStart = Math.max(text.start, keyStart - LOOK_BACK)
  const before = buffer.toString('latin1', lineStart, keyStart)
  return {
    key: buffer.toString('latin1', keyStart, keyEnd),
    keyStart,
    keyEnd,
    rest: buffer.toString('latin1', keyEnd, Math.min(end, keyEnd + REACH)),
    before: before.slice(before.lastIndexOf('\n') + 1),
    kind,
  }
}

/** Behind the name, less the dots and hyphens that end a clause or open an arrow. */
function endOfKey({ buffer, end }: Text, from: number): number {
  let at = from
  while (at < end && at - from <= LONGEST_KEY && isKeyByte[buffer[at] as number] === 1) at++
  while (at > from && (buffer[at - 1] === MINUS || buffer[at - 1] === 0x2e)) at--
  return at
}

function startOfKey({ buffer, start }: Text, from: number): number {
  let at = from
  while (at > start && from - at < LONGEST_KEY && isKeyByte[buffer[at - 1] as number] === 1) at--
  return at
}

function operates({ buffer, end }: Text, from: number): boolean {
  let at = from
  while (at < end && at - from < 20 && isBlank[buffer[at] as number] === 1) at++
  return at < end && mayOperate[buffer[at] as number] === 1
}
