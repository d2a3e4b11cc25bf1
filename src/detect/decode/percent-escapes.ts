import { type EscapeCode, escapeOf, hexAt, triggersOf } from './escape-code.ts'

/** `%3A`, as in URLs. https://www.rfc-editor.org/rfc/rfc3986#section-2.1 */
export const percentEscapes: EscapeCode = {
  encoding: 'percent-encoded',
  triggers: triggersOf('%').flatMap((start) => Array.from('0123456789abcdef', (digit) => start + digit)),
  mark: 0x25,
  read: (buffer, at, end) => escapeOf(3, hexAt(buffer, at + 1, end, 2)),
}
