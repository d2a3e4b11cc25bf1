import { type EscapeCode, escapeOf, hexAt, triggersOf } from './escape-code.ts'

const PLAIN: Readonly<Record<string, string>> = { '"': '"', "'": "'", '\\': '\\', '/': '/', n: '\n', r: '\r', t: '\t' }
const plainCode = Uint8Array.from({ length: 256 }, (_, byte) => PLAIN[String.fromCharCode(byte)]?.charCodeAt(0) ?? 0)
const LETTER_U = 0x75
const LETTER_X = 0x78

/**
 * `\u003d`, `\x3d`, `\"`, `\/`, `\\`, `\n`: one level of a string literal in JSON or in a language of its kind. Quotes and
 * line breaks alone hide no secret from most rules, so only what an object inside a string begins with is a trigger.
 */
export const jsonEscapes: EscapeCode = {
  encoding: 'escaped as in JSON',
  triggers: [...triggersOf('\\u00'), ...triggersOf('\\x'), ':\\/\\/', '{\\"', '\\\\\\"'],
  mark: 0x5c,
  read(buffer, at, end) {
    const kind = at + 1 < end ? (buffer[at + 1] as number) : 0
    if (kind === LETTER_U) return escapeOf(6, hexAt(buffer, at + 2, end, 4))
    if (kind === LETTER_X) return escapeOf(4, hexAt(buffer, at + 2, end, 2))
    const char = plainCode[kind] as number
    return char === 0 ? 0 : escapeOf(2, char)
  },
}
