import type { Encoding } from './layer.ts'

/** A way to write single characters of a text so that they pass through another syntax. */
export interface EscapeCode {
  readonly encoding: Encoding
  /** Lower-case starts of escapes that can hide a secret from the rules; at least three characters, for the prefilter. */
  readonly triggers: readonly string[]
  /** The first byte of every escape. */
  readonly mark: number
  /** The escape at `at`: its length times 256 and the ASCII character that it stands for; 0 where there is none. */
  read(buffer: Buffer, at: number, end: number): number
}

/** What `read` returns for an escape of `length` bytes. */
export function escapeOf(length: number, char: number): number {
  return char >= 0 && char < 0x80 ? length * 256 + char : 0
}

/** Value of `digits` hexadecimal digits, -1 where there are fewer. */
export function hexAt(buffer: Buffer, at: number, end: number, digits: number): number {
  if (at + digits > end) return -1
  let value = 0
  for (let i = at; i < at + digits; i++) {
    const digit = hexDigit(buffer[i] as number)
    if (digit < 0) return -1
    value = value * 16 + digit
  }
  return value
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

/** `prefix` with each first digit of a printable ASCII character's code. */
export function triggersOf(prefix: string): readonly string[] {
  return ['2', '3', '4', '5', '6', '7'].map((digit) => prefix + digit)
}
