import type { ByteRange } from '../model/blob.ts'
import { beforeGap, behindGap, behindOwnLineFeed, NO_MATCH, RUNS_OUT } from './line-gap.ts'

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const LETTER_N = 0x6e

/** Where a text holds a spelled value. */
export interface Walk {
  readonly start: number
  readonly end: number
  /** True where line breaks that are not the value's own stand in it. */
  readonly isWrapped: boolean
}

/** The place of the whole value round `at`, where its byte number `from` stands; null where the rest of it does not follow. */
export function walkRound(text: ByteRange, spelled: Uint8Array, from: number, at: number): Walk | null {
  const behind = walkForward(text, spelled, from, at)
  if (behind < 0) return null
  const start = walkBack(text, spelled, from, at)
  if (start < 0) return null
  return { start, end: behind, isWrapped: behind - start !== spelled.length }
}

/**
 * The end of the value whose byte number `from` stands at `at`. `RUNS_OUT` where the text ends before the value does,
 * `NO_MATCH` where something else stands there.
 */
export function walkForward(text: ByteRange, spelled: Uint8Array, from: number, at: number): number {
  let next = at
  for (let i = from; i < spelled.length && next >= 0; i++) {
    const byte = spelled[i] as number
    if (byte === LINE_FEED) {
      next = behindOwnLineFeed(text, next)
      while (isBlank(spelled[i + 1])) i++ // its own indentation goes with that of the text
    } else next = i === from ? behindByte(text, next, byte) : behindByteOrGap(text, next, byte)
  }
  return next
}

function behindByteOrGap(text: ByteRange, at: number, byte: number): number {
  if (at < text.end && text.buffer[at] === byte) return at + 1
  const next = behindGap(text, at)
  return next < 0 ? next : behindByte(text, next, byte)
}

function behindByte({ buffer, end }: ByteRange, at: number, byte: number): number {
  if (at >= end) return RUNS_OUT
  return buffer[at] === byte ? at + 1 : NO_MATCH
}

function walkBack(text: ByteRange, spelled: Uint8Array, from: number, at: number): number {
  let last = at
  for (let i = from - 1; i >= 0 && last >= 0; i--) {
    const byte = spelled[i] as number
    if (byte === LETTER_N && text.buffer[last - 1] === LETTER_N) {
      // it may be that of a `\n` which folds the value
      const folded = walkBackOverGap(text, spelled, i, last)
      if (folded >= 0) return folded
    }
    if (byte === LINE_FEED) last = beforeOwnLineFeed(text, last)
    else if (last > text.start && text.buffer[last - 1] === byte) last--
    else return walkBackOverGap(text, spelled, i, last)
  }
  return last
}

function walkBackOverGap(text: ByteRange, spelled: Uint8Array, i: number, at: number): number {
  const last = beforeGap(text, at)
  const isThere = last > text.start && text.buffer[last - 1] === spelled[i]
  return isThere ? walkBack(text, spelled, i, last - 1) : NO_MATCH
}

function beforeOwnLineFeed(text: ByteRange, at: number): number {
  const { buffer, start } = text
  let last = at
  while (last > start && isBlank(buffer[last - 1])) last--
  if (last <= start || buffer[last - 1] !== LINE_FEED) return NO_MATCH
  return last - 1 > start && buffer[last - 2] === CARRIAGE_RETURN ? last - 2 : last - 1
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09
}
