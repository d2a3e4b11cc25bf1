import { isEscapedByte } from '../model/repo-path.ts'

// Controls; format characters, the bidirectional ones among them, but for the two joiners that scripts and emoji need;
// line and paragraph separators; lone surrogates; and the start of `##[command]` and `##vso[command]`, which CI runners
// obey anywhere in a line.
const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|#(?=#[a-zA-Z]*\[)/gu
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * Foreign text as one line that a terminal, a CI runner and a reader take for nothing else: what is invisible or
 * obeyed is escaped, raw bytes of a path as `\x80`. All foreign text in human output goes through here. For the eye
 * only: the escapes cannot be told from the same characters in the text.
 */
export function showSafe(text: string): string {
  return isPlain(text) ? text : text.replace(UNSAFE, escapeCharacter)
}

/** True for what needs no look at the tables of Unicode, whose loading costs milliseconds. */
function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text) && !text.includes('##')
}

/** The escapes that `showSafe` makes in `text`, by the index of the character that each stands for. */
export function escapesIn(text: string): ReadonlyMap<number, string> {
  return new Map(Array.from(text.matchAll(UNSAFE), (match) => [match.index, escapeCharacter(match[0])]))
}

function escapeCharacter(char: string): string {
  const short = SHORT[char]
  if (short !== undefined) return short
  const code = char.codePointAt(0) ?? 0
  if (isEscapedByte(code)) return `\\x${hex(code - 0xdc00, 2)}`
  if (code < 0x80) return `\\x${hex(code, 2)}`
  return code > 0xffff ? `\\u{${hex(code, 5)}}` : `\\u${hex(code, 4)}`
}

function hex(code: number, length: number): string {
  return code.toString(16).padStart(length, '0')
}
