import type { ByteRange } from '../../model/blob.ts'
import type { SecretSpan } from '../match-pattern.ts'
import type { EscapeCode } from './escape-code.ts'
import { ESCAPE_CODES } from './escape-table.ts'
import { escapeWindows } from './escape-windows.ts'
import type { Layer } from './layer.ts'
import { OffsetMap } from './offset-map.ts'

/** The texts behind escapes; `seen` holds for each of `ESCAPE_CODES` the offsets of its triggers. */
export function* escapeLayers(text: ByteRange, seen: readonly (readonly number[])[]): Generator<Layer> {
  for (const [index, code] of ESCAPE_CODES.entries()) {
    for (const window of escapeWindows(text, seen[index] ?? [])) yield unescaped(text.buffer, window, code)
  }
}

function unescaped(buffer: Buffer, { start, end }: SecretSpan, code: EscapeCode): Layer {
  const bytes = Buffer.allocUnsafe(end - start)
  const map = new OffsetMap()
  map.add(0, start)
  let length = 0
  for (let at = start; at < end; ) {
    const mark = buffer.subarray(at, end).indexOf(code.mark)
    const copied = mark < 0 ? end - at : mark
    length += buffer.copy(bytes, length, at, at + copied)
    at += copied
    if (mark < 0) break
    const found = code.read(buffer, at, end)
    bytes[length++] = found === 0 ? code.mark : found & 0xff
    at += found === 0 ? 1 : found >> 8
    map.add(length, at)
  }
  return {
    encoding: code.encoding,
    bytes: bytes.subarray(0, length),
    spanOf: (from, to) => ({ start: map.encodedAt(from), end: map.encodedAt(to) }),
    opaque: null,
  }
}
