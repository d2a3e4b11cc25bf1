import { readEnv } from './read-env.ts'
import { setEnvValue } from './set-env-value.ts'

/** Adds a key without a value at the end of a template, under a comment; a template that has the key stays as it is. */
export function addEmptyKey(text: string, key: string, comment: string): string {
  if (readEnv(text).some((entry) => entry.key === key)) return text
  const lineFeed = /\r?\n/.exec(text)?.[0] ?? '\n'
  const isOpen = text !== '' && text !== '\ufeff' && !text.endsWith('\n')
  return setEnvValue(`${text}${isOpen ? lineFeed : ''}# ${comment}${lineFeed}`, key, '')
}
