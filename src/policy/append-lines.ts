/** A list of patterns with further ones at its end, where they outrank all others; every line that is there stays. */
export function appendLines(text: string, lines: readonly string[]): string {
  const lineFeed = /\r?\n/.exec(text)?.[0] ?? '\n'
  const gap = text === '' || text === '\ufeff' || text.endsWith('\n') ? '' : lineFeed
  return lines.length === 0 ? text : `${text}${gap}${lines.join(lineFeed)}${lineFeed}`
}
