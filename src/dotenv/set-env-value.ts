import { ScanError } from '../model/errors.ts'
import { effectiveEntries } from './effective-entries.ts'
import { quoteEnvValue } from './quote-env-value.ts'
import { type EnvEntry, readEnv } from './read-env.ts'
import { requireLineFeeds } from './require-line-feeds.ts'

const NAME = /^[A-Za-z_]\w*$/

/**
 * Gives a key of a .env file a value, or adds the key at the end. Nothing else changes: comments, order, `export`,
 * CRLF, byte order mark and earlier assignments of the same key, which programs do not see, stay.
 * @throws ScanError where the file could not be read back with that value; the file is as it was, no value is told
 */
export function setEnvValue(text: string, key: string, value: string): string {
  const quoted = quoteEnvValue(value)
  requireLineFeeds(text)
  const entry = effectiveEntries(text).get(key)
  const edited = entry === undefined ? appended(text, key, quoted) : replaced(text, entry, quoted)
  requireOnlyChange(text, edited, { key, value })
  return edited
}

function replaced(text: string, entry: EnvEntry, quoted: string): string {
  if (entry.valueStart < entry.valueEnd) {
    return text.slice(0, entry.valueStart) + quoted + setOff(text.slice(entry.valueEnd))
  }
  // a shell takes the value only from right behind the sign
  const before = text.slice(0, entry.valueStart).replace(/[^\S\n]+$/, '')
  const gap = before.endsWith(':') ? ' ' : ''
  return before + gap + quoted + setOff(text.slice(before.length))
}

/** A shell takes `#` for a comment only behind a space. */
function setOff(rest: string): string {
  return rest.startsWith('#') ? ` ${rest}` : rest
}

function appended(text: string, key: string, quoted: string): string {
  if (!NAME.test(key)) {
    throw new ScanError('USAGE', 'the name of a variable has a character that shells do not take', {
      hint: 'write it with letters, digits and _, not beginning with a digit',
    })
  }
  const lineFeed = /\r?\n/.exec(text)?.[0] ?? '\n'
  const line = `${key}=${quoted}`
  if (text === '' || text === '\ufeff') return `${text}${line}${lineFeed}`
  return text.endsWith('\n') ? `${text}${line}${lineFeed}` : `${text}${lineFeed}${line}`
}

/** A quote that is open somewhere may swallow what is written behind it, or be closed by it. */
function requireOnlyChange(text: string, edited: string, { key, value }: Pick<EnvEntry, 'key' | 'value'>): void {
  const before = readEnv(text)
  const after = readEnv(edited)
  const last = before.findLastIndex((entry) => entry.key === key)
  const expected = before.map((entry, i) => [entry.key, i === last ? value : entry.value])
  if (last < 0) expected.push([key, value])
  if (JSON.stringify(after.map((entry) => [entry.key, entry.value])) === JSON.stringify(expected)) return
  throw new ScanError('UNWRITABLE', `${key} cannot be written without changing how other lines are read`, {
    hint: 'look for a quote that is not closed in the file',
  })
}
