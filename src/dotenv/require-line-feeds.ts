import { ScanError } from '../model/errors.ts'

/** Fails for a text with carriage returns that no line feed follows: dotenv ends a line there, shells and Node do not. */
export function requireLineFeeds(text: string): void {
  if (!/\r(?!\n)/.test(text)) return
  throw new ScanError('UNWRITABLE', 'the .env file has lines that end with a carriage return alone', {
    hint: 'save it with line feeds, or with carriage returns and line feeds, as line ends',
  })
}
