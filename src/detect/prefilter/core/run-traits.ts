// AssemblyScript (https://www.assemblyscript.org), compiled by the build to WebAssembly: what a run may be.

import { codeDigits, hexDigits, NO_DIGIT, textEnd, textStart } from './tables'

/** See `mayEncode` in `decode/may-encode.ts`. */
export function mayEncode(first: u32, last: u32): bool {
  for (let start = first; start + 27 <= last; ) {
    let stop = start
    while (stop < last && load<u8>(stop) != 0x3d) stop++
    if (stop - start >= 27) {
      if (start == textStart || stop == textEnd) return true
      if (holdsBase64(start, stop) || holdsHex(start, stop) || isFolded(start, stop)) return true
    }
    start = stop + 1
  }
  return false
}

/** True where six groups of base64 in a row, at one of four alignments, stand for text. */
function holdsBase64(from: u32, to: u32): bool {
  for (let first = from; first < from + 4; first++) {
    for (let at = first + 20; at + 4 <= to; ) {
      const lowest = at - 20
      let i = at
      while (i >= lowest && isBase64Text(i)) i -= 4
      if (i < lowest) return true
      at = i + 24
    }
  }
  return false
}

/** True where sixteen bytes in a row, at one of two alignments, are the hex digits of text. */
function holdsHex(from: u32, to: u32): bool {
  for (let first = from; first < from + 2; first++) {
    for (let at = first + 30; at + 2 <= to; ) {
      const lowest = at - 30
      let i = at
      while (i >= lowest && isHexText(i)) i -= 2
      if (i < lowest) return true
      at = i + 32
    }
  }
  return false
}

@inline
function isBase64Text(at: u32): bool {
  const a = <u32>load<u8>(codeDigits + <u32>load<u8>(at))
  const b = <u32>load<u8>(codeDigits + <u32>load<u8>(at, 1))
  if (!isText((a << 2) | (b >> 4))) return false
  const c = <u32>load<u8>(codeDigits + <u32>load<u8>(at, 2))
  if (!isText(((b & 15) << 4) | (c >> 2))) return false
  return isText(((c & 3) << 6) | <u32>load<u8>(codeDigits + <u32>load<u8>(at, 3)))
}

@inline
function isHexText(at: u32): bool {
  const high = <u32>load<u8>(hexDigits + <u32>load<u8>(at))
  const low = <u32>load<u8>(hexDigits + <u32>load<u8>(at, 1))
  return (high | low) != NO_DIGIT && isText((high << 4) | low)
}

@inline
function isText(byte: u32): bool {
  return (byte >= 0x20 && byte < 0x7f) || byte == 0x09 || byte == 0x0a || byte == 0x0d
}

/** True where a run ends the line before, or begins the one behind, with nothing else between than the break and blanks. */
function isFolded(first: u32, last: u32): bool {
  return hasLineBefore(first) || hasLineBehind(last)
}

function hasLineBefore(at: u32): bool {
  let from = at
  while (from > textStart && at - from < 64 && isBlank(from - 1)) from--
  if (from <= textStart || load<u8>(from - 1) != 0x0a) return false
  from--
  if (from > textStart && load<u8>(from - 1) == 0x0d) from--
  return from > textStart && isCode(from - 1)
}

function hasLineBehind(at: u32): bool {
  const broken = behindBreak(at)
  if (broken == 0) return false
  let next = broken
  while (next < textEnd && next - broken < 64 && isBlank(next)) next++
  return next < textEnd && isCode(next)
}

/** Behind a line break or its escape, `\n` or `\r\n`; 0 where there is none. */
function behindBreak(at: u32): u32 {
  let next = at
  if (next < textEnd && load<u8>(next) == 0x0d) next++
  else if (next + 1 < textEnd && load<u8>(next) == 0x5c && load<u8>(next, 1) == 0x72) next += 2
  if (next < textEnd && load<u8>(next) == 0x0a) return next + 1
  return next + 1 < textEnd && load<u8>(next) == 0x5c && load<u8>(next, 1) == 0x6e ? next + 2 : 0
}

@inline
function isBlank(at: u32): bool {
  return load<u8>(at) == 0x20 || load<u8>(at) == 0x09
}

/** A character of base64, URL-safe base64 or hex. */
@inline
function isCode(at: u32): bool {
  return <u32>load<u8>(codeDigits + <u32>load<u8>(at)) != NO_DIGIT
}

/** See `mayBeRandom` in `generic/random-strings.ts`. */
export function mayBeRandom(first: u32, last: u32): bool {
  if (last - first > 120 || first == textStart || last == textEnd || !isQuote(first - 1) || !isQuote(last)) return false
  let kinds: u32 = 0
  for (let at = first; at < last; at++) {
    const byte = <u32>load<u8>(at)
    if (byte >= 0x61) kinds |= 1
    else if (byte >= 0x41 && byte <= 0x5a) kinds |= 2
    else if (byte >= 0x30 && byte <= 0x39) kinds |= 4
    if (kinds == 7) return true
  }
  return false
}

@inline
function isQuote(at: u32): bool {
  const byte = load<u8>(at)
  return byte == 0x22 || byte == 0x27 || byte == 0x60
}

