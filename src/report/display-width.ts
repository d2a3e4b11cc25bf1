const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u

/**
 * Columns that one character takes in a terminal: 0 for combining marks, 2 for East Asian wide ones and emoji, else 1.
 * It looks at single characters, as many terminals do: an emoji joined of several counts as all of them, and a
 * character that only a variation selector makes an emoji counts as 1.
 */
export function characterWidth(char: string): number {
  if (char < '\u0300') return 1
  if (ZERO.test(char)) return 0
  return WIDE.test(char) ? 2 : 1
}

/** Columns that `text` takes in a terminal; `text` holds no control characters. */
export function displayWidth(text: string): number {
  let width = 0
  for (const char of text) width += characterWidth(char)
  return width
}
