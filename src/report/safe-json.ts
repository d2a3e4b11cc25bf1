// What `showSafe` escapes, but for the line feeds that JSON is laid out with. Outside of strings JSON holds none of it.
const UNSAFE = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|#(?=#[a-zA-Z]*\[)/gu

/**
 * JSON that says the same as `JSON.stringify(value, null, indent)` and can be printed: what a terminal or a CI runner
 * would obey is escaped as `\u`, lone surrogates too, and reads back as it was.
 */
export function safeJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(UNSAFE, escapeUnits)
}

function escapeUnits(char: string): string {
  let escaped = ''
  for (let i = 0; i < char.length; i++) escaped += `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`
  return escaped
}
