import type { ByteRange } from '../model/blob.ts'

/** Bytes to scan: those of the blob or, for UTF-16, their UTF-8 form. Offsets of matches are offsets in here. */
export interface Text extends ByteRange {
  /** True where a NUL says that these are not words of a person: only rules with a form of their own apply. */
  readonly isBinary: boolean
}

/** As many bytes as git looks at when it decides whether a file is text. */
const SNIFF_LENGTH = 8000

/** UTF-16 with or without byte-order mark becomes UTF-8; everything else is scanned as the bytes that it is. */
export function decodeText(content: ByteRange): Text {
  const { buffer, start, end } = content
  const nul = buffer.subarray(start, Math.min(end, start + SNIFF_LENGTH)).indexOf(0)
  const encoding = utf16Of(content, nul)
  if (encoding === null) return { buffer, start: start + utf8MarkLength(content), end, isBinary: nul >= 0 }
  const decoded = Buffer.from(new TextDecoder(encoding, { ignoreBOM: false }).decode(buffer.subarray(start, end)))
  return { buffer: decoded, start: 0, end: decoded.length, isBinary: false }
}

/** The byte-order mark is not part of the first line's columns. */
function utf8MarkLength({ buffer, start, end }: ByteRange): number {
  const isMark = end - start >= 3 && buffer[start] === 0xef && buffer[start + 1] === 0xbb && buffer[start + 2] === 0xbf
  return isMark ? 3 : 0
}

function utf16Of({ buffer, start, end }: ByteRange, nul: number): 'utf-16le' | 'utf-16be' | null {
  if (end - start >= 2) {
    if (buffer[start] === 0xff && buffer[start + 1] === 0xfe) return 'utf-16le'
    if (buffer[start] === 0xfe && buffer[start + 1] === 0xff) return 'utf-16be'
  }
  return nul < 0 ? null : sniffUtf16(buffer, start, Math.min(end, start + SNIFF_LENGTH))
}

/**
 * Mostly-ASCII UTF-16 without a mark has its NULs at every second offset and next to none between them.
 * Half of the pairs may be outside Latin scripts.
 */
function sniffUtf16(buffer: Buffer, start: number, end: number): 'utf-16le' | 'utf-16be' | null {
  let even = 0
  let odd = 0
  const pairs = (end - start) >> 1
  for (let i = 0; i < pairs; i++) {
    if (buffer[start + 2 * i] === 0) even++
    if (buffer[start + 2 * i + 1] === 0) odd++
  }
  if (odd > pairs / 2 && even <= pairs / 50) return 'utf-16le'
  if (even > pairs / 2 && odd <= pairs / 50) return 'utf-16be'
  return null
}
