import { readConnection } from '../detect/checks/read-connection.ts'

/** A secret within a held value. */
export interface SecretPart {
  /** What it is: `password`. */
  readonly part: string
  readonly text: string
  /** Name that says how secret it is. */
  readonly key: string
}

const LONGEST_JSON = 64 * 1024
const URL_PASSWORD = /^[a-z][\w+.-]{0,40}:\/\/[^:/?#\s]*:([^/?#\s]*)@/i
const KEY_BLOCK = /-----BEGIN [A-Z ]*PRIVATE KEY-----/

/**
 * What within a value is secret by itself: the password of a connection string, as it stands there and as programs
 * get it; each text of a JSON document; a key block that is held on one line with `\n` for its line feeds.
 */
export function secretParts(key: string, value: string): readonly SecretPart[] {
  const parts: SecretPart[] = []
  const password = readConnection(value)?.password ?? ''
  for (const text of new Set([password, URL_PASSWORD.exec(value)?.[1] ?? ''])) {
    if (text !== '') parts.push({ part: 'password', text, key: 'password' })
  }
  if (value.includes('\\n') && KEY_BLOCK.test(value)) {
    parts.push({ part: 'key', text: value.replaceAll('\\n', '\n').trim(), key })
  }
  if (/^[[{]/.test(value) && value.length <= LONGEST_JSON) parts.push(...jsonParts(value))
  return parts
}

function jsonParts(text: string): readonly SecretPart[] {
  const parts: SecretPart[] = []
  try {
    JSON.parse(text, (name, leaf: unknown) => {
      if (typeof leaf === 'string') parts.push({ part: name, text: leaf.trim(), key: name })
      return leaf
    })
  } catch {
    return [] // no JSON after all
  }
  return parts
}
