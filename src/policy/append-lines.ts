/**
 * A list of ignore patterns with further ones at its end, where they outrank all others; every line that is there stays.
 * A pattern that stands there already, and that nothing behind it can undo, is not repeated.
 */
export function appendLines(text: string, lines: readonly string[]): string {
  const there = text.split(/\r?\n/).map((line) => line.trim())
  const missing = lines.filter((line) => !isInForce(there, line, lines))
  if (missing.length === 0) return text
  const lineFeed = /\r?\n/.exec(text)?.[0] ?? '\n'
  const gap = text === '' || text === '\ufeff' || text.endsWith('\n') ? '' : lineFeed
  return `${text}${gap}${missing.join(lineFeed)}${lineFeed}`
}

/** The lines of one set do not undo each other. */
function isInForce(there: readonly string[], line: string, set: readonly string[]): boolean {
  const at = there.lastIndexOf(line)
  if (at < 0) return false
  const behind = there.slice(at + 1).filter((other) => other !== '' && !other.startsWith('#') && !set.includes(other))
  return behind.every((other) => other.startsWith('!') === line.startsWith('!'))
}
