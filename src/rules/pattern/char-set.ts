/** A set of Latin-1 characters: bit n stands for the character with code n. */
export type CharSet = bigint

export const NO_CHARS: CharSet = 0n
const ANY_CHAR: CharSet = (1n << 256n) - 1n
export const DIGITS: CharSet = charRange(0x30, 0x39)
const UPPER_CASE: CharSet = charRange(0x41, 0x5a)
const LOWER_CASE: CharSet = charRange(0x61, 0x7a)
export const WORD_CHARS: CharSet = DIGITS | UPPER_CASE | LOWER_CASE | charSet('_')
/** Characters of base64, URL-safe base64 and hex, padding included. */
export const CODE_CHARS: CharSet = WORD_CHARS | charSet('+/=-')
/** What `\s` matches below U+0100. */
export const BLANKS: CharSet = charSet('\t\n\v\f\r \u00a0')
export const LINE_ENDS: CharSet = charSet('\n\r')

/** The characters of a text; those above U+00FF cannot stand in Latin-1 and are left out. */
export function charSet(text: string): CharSet {
  let set = NO_CHARS
  for (let i = 0; i < text.length; i++) set |= charRange(text.charCodeAt(i), text.charCodeAt(i))
  return set
}

/** All characters from one code to another, both included. */
export function charRange(first: number, last: number): CharSet {
  const end = Math.min(last, 0xff)
  return first > end ? NO_CHARS : ((1n << BigInt(end - first + 1)) - 1n) << BigInt(first)
}

export function complement(set: CharSet): CharSet {
  return ANY_CHAR & ~set
}

export function isDisjoint(a: CharSet, b: CharSet): boolean {
  return (a & b) === NO_CHARS
}

/** Codes of the set's characters, ascending. */
export function charCodes(set: CharSet): number[] {
  const codes: number[] = []
  for (let first = 0; first < 256; first += 32) {
    // arithmetic on numbers is far faster than on bits of a bigint
    const bits = Number((set >> BigInt(first)) & 0xffffffffn)
    for (let bit = 0; bit < 32 && bits !== 0; bit++) if (((bits >>> bit) & 1) === 1) codes.push(first + bit)
  }
  return codes
}

/** The set with every character that a regular expression with flag `i` holds equal to one of its own. */
export function withBothCases(set: CharSet): CharSet {
  let both = set
  for (const code of charCodes(set)) {
    const char = String.fromCharCode(code)
    for (const other of [char.toLowerCase(), char.toUpperCase()]) if (isSameLetter(char, other)) both |= charSet(other)
  }
  return both
}

/** The set as the inside of a character class: `0-9A-Z_`. */
export function classSource(set: CharSet): string {
  let source = ''
  const codes = charCodes(set)
  for (let i = 0; i < codes.length; ) {
    const first = codes[i] ?? 0
    let length = 1
    while (codes[i + length] === first + length) length++
    const last = first + length - 1
    source +=
      length < 3
        ? codes
            .slice(i, i + length)
            .map(charSource)
            .join('')
        : rangeSource(first, last)
    i += length
  }
  return source
}

// ECMA-262 Canonicalize; no letter of Latin-1 has its other case across the border of ASCII, which it would not cross
function isSameLetter(char: string, other: string): boolean {
  return other.length === 1 && other.charCodeAt(0) <= 0xff && char.toUpperCase() === other.toUpperCase()
}

function rangeSource(first: number, last: number): string {
  return `${charSource(first)}-${charSource(last)}`
}

function charSource(code: number): string {
  if (code < 0x20 || code > 0x7e) return `\\x${code.toString(16).padStart(2, '0')}`
  const char = String.fromCharCode(code)
  return /[\\\]^[-]/.test(char) ? `\\${char}` : char
}
