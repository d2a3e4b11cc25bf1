/** What ends the first line of a text. */
export function lineFeedOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n'
}
