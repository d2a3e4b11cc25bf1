import type { ByteRange } from '../model/blob.ts'
import type { FormName } from './spellings.ts'
import type { Walk } from './walk-spelling.ts'

/** Below this many bytes a value may be part of a longer word by chance. */
const LONG_ENOUGH = 12

/** False where a short value is only a part of a longer word: `monkey12` in `monkey123`. */
export function isWholeWord(text: ByteRange, { start, end }: Walk, form: FormName, length: number): boolean {
  if (length >= LONG_ENOUGH || form.startsWith('base64') || form === 'hex' || form === 'UTF-16') return true
  return !(isWordByte(text, start) && endsWord(text, start)) && !(isWordByte(text, end - 1) && isWordByte(text, end))
}

function isWordByte({ buffer, start, end }: ByteRange, at: number): boolean {
  return at >= start && at < end && /[A-Za-z0-9]/.test(String.fromCharCode(buffer[at] as number))
}

/** True where the byte before `at` belongs to a word and not to an escape: `\n`, `%20`, `\u003d`. */
function endsWord(text: ByteRange, at: number): boolean {
  if (!isWordByte(text, at - 1)) return false
  const before = text.buffer.toString('latin1', Math.max(text.start, at - 6), at)
  return !/(?:\\[a-z]|%[\da-f]{2}|\\x[\da-f]{2}|\\u[\da-f]{4})$/i.test(before)
}
