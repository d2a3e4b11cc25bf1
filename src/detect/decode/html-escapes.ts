import { type EscapeCode, escapeOf, triggersOf } from './escape-code.ts'

const LONGEST = 10
const REFERENCE = /^&(?:#([0-9]{1,5})|#[xX]([0-9A-Fa-f]{1,6})|(amp|quot|apos|lt|gt));/
const NAMED: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' }

/** `&#61;`, `&#x3d;`, `&amp;`. Apostrophes and angle brackets are too common in HTML, and too rare in secrets, to be triggers. */
export const htmlEscapes: EscapeCode = {
  encoding: 'escaped as in HTML',
  triggers: [
    ...triggersOf('&#x'),
    '&#34;',
    '&#38;',
    ...['4', '5', '6', '7', '8', '9', '1'].map((digit) => `&#${digit}`),
    '&amp;',
    '&quot;',
  ],
  mark: 0x26,
  read(buffer, at, end) {
    const found = REFERENCE.exec(buffer.toString('latin1', at, Math.min(end, at + LONGEST)))
    return found === null ? 0 : escapeOf(found[0].length, codeOf(found))
  },
}

function codeOf([, decimal, hexadecimal, name]: RegExpExecArray): number {
  if (decimal !== undefined) return Number(decimal)
  return hexadecimal === undefined ? (NAMED[name as string] as string).charCodeAt(0) : Number.parseInt(hexadecimal, 16)
}
