import { ScanError } from '../model/errors.ts'

/** What needs no quotes in any dialect. */
const BARE = /^[\w./:@%+,=-]*$/

/** What double quotes leave alone only in some dialects: escapes, expansions, command substitution. */
const LIVE_IN_DOUBLE_QUOTES = /["\\$`]/

/**
 * A value as it is written in a .env file so that dotenv, Node's `--env-file` and a POSIX shell that sources the file
 * all read it back as it is: bare, else in single quotes, else in double quotes.
 * @throws ScanError for a value that the three cannot all hold; its message does not tell the value
 */
export function quoteEnvValue(value: string): string {
  const flaw = flawOf(value)
  if (flaw !== null) {
    throw new ScanError('SECRET_INVALID', `a value that ${flaw[0]} cannot stand in a .env file`, { hint: flaw[1] })
  }
  if (BARE.test(value)) return value
  return value.includes("'") ? `"${value}"` : `'${value}'`
}

function flawOf(value: string): readonly [has: string, hint: string] | null {
  if (!value.isWellFormed()) return ['is not valid Unicode', 'encode it as base64 first']
  if (value.includes('\0')) return ['has a NUL character', 'encode it as base64 first']
  if (value.includes('\r'))
    return ['has a carriage return', 'save it with line feeds alone, or encode it as base64 first']
  // dotenv takes \' for an escaped quote and reads on to the next one, wherever in the file that stands
  if (value.endsWith('\\')) return ['ends with a backslash', 'encode it as base64 first']
  if (value.includes("'") && LIVE_IN_DOUBLE_QUOTES.test(value)) {
    const hint = 'choose another password, or encode it (as %27 in a URL, as base64 elsewhere)'
    return ['has a single quote beside a double quote, $, ` or \\', hint]
  }
  return null
}
