/** The parts of a connection string, '' for what it does not name. */
export interface Connection {
  readonly scheme: string
  readonly user: string
  readonly password: string
  readonly host: string
}

const HORIZON = 4000
const SCHEME = /^([a-z][\w+.-]{0,40}):\/\//i
const JDBC_SCHEME = /^jdbc:([a-z0-9]{1,30}):/i
const JDBC_HOST = /\/\/([^:/;?\s]{1,200})/
const PAIR = /(?:^|[;&?\s])([A-Za-z][A-Za-z_ ]{0,30}?)\s?=\s?("[^"]*"|'[^']*'|[^;&\s]*)/g
const USER_KEYS = ['user', 'user id', 'userid', 'uid', 'username', 'user name']
const PASSWORD_KEYS = ['password', 'pwd']
const HOST_KEYS = ['server', 'host', 'hostname', 'data source', 'address', 'addr']

/** Reads `scheme://user:password@host`, JDBC URLs and lists such as `Server=…;Uid=…;Pwd=…`; null where none has a password. */
export function readConnection(text: string): Connection | null {
  const start = text.trim().slice(0, HORIZON)
  return readUrl(start) ?? readPairs(start)
}

// postgres://user:password@host:5432/name
function readUrl(text: string): Connection | null {
  const scheme = SCHEME.exec(text)
  if (scheme === null) return null
  const rest = text.slice(scheme[0].length)
  const authority = rest.slice(0, endOf(rest, /[/?#\s]/))
  // a password may hold a slash that should have been escaped
  const at = authority.includes('@') ? authority.lastIndexOf('@') : rest.lastIndexOf('@')
  const colon = rest.indexOf(':')
  if (at < 0 || colon < 0 || colon >= at - 1) return null
  const behind = rest.slice(at + 1)
  return {
    scheme: scheme[1]?.toLowerCase() ?? '',
    user: unescapePercent(rest.slice(0, colon)),
    password: unescapePercent(rest.slice(colon + 1, at)),
    host: behind.slice(0, endOf(behind, /[:/?#,\s]/)),
  }
}

function readPairs(text: string): Connection | null {
  const pairs = new Map<string, string>()
  for (const [, key = '', value = ''] of text.matchAll(PAIR)) pairs.set(key.toLowerCase(), unquote(value))
  const named = (keys: readonly string[]) =>
    keys.map((key) => pairs.get(key)).find((value) => value !== undefined) ?? ''
  const password = named(PASSWORD_KEYS)
  if (password === '') return null
  const host = named(HOST_KEYS) || (JDBC_HOST.exec(text)?.[1] ?? '')
  return {
    scheme: JDBC_SCHEME.exec(text)?.[1]?.toLowerCase() ?? '',
    user: named(USER_KEYS),
    password,
    host: host.replace(/^tcp:/i, '').replace(/[,:\\].*$/s, ''),
  }
}

function endOf(text: string, end: RegExp): number {
  const at = text.search(end)
  return at < 0 ? text.length : at
}

function unquote(value: string): string {
  return /^(["']).*\1$/s.test(value) ? value.slice(1, -1) : value
}

function unescapePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a bare % is a character like any other
  }
}
