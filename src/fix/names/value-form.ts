/** Names that are customary for the address of a service, by the scheme. */
const SCHEMES: Readonly<Record<string, string>> = {
  postgres: 'DATABASE_URL',
  postgresql: 'DATABASE_URL',
  mysql: 'DATABASE_URL',
  mysql2: 'DATABASE_URL',
  mariadb: 'DATABASE_URL',
  mssql: 'DATABASE_URL',
  sqlserver: 'DATABASE_URL',
  cockroachdb: 'DATABASE_URL',
  mongodb: 'MONGODB_URI',
  'mongodb+srv': 'MONGODB_URI',
  redis: 'REDIS_URL',
  rediss: 'REDIS_URL',
  amqp: 'AMQP_URL',
  amqps: 'AMQP_URL',
  smtp: 'SMTP_URL',
  smtps: 'SMTP_URL',
}

// postgres://user:pass@host/db, jdbc:postgresql://host/db?password=pass
const URL_VALUE = /^(?:[a-z]+:)?([a-z][a-z\d+.-]*):\/\/[^\s"'<>]+$/i
// Server=host;User Id=sa;Password=pass;
const PAIRS_VALUE = /^\s*[\w .]+=[^;=]*(?:=[^;]*)?(?:;\s*[\w .]+=[^;]*)+;?\s*$/
const KEY_BLOCK = /^\s*-----BEGIN [A-Z ]+-----[\s\S]*-----END [A-Z ]+-----\s*$/

/** True where a value that is more than the secret in it is still one value: an address, a connection string, a key file. */
export function isOneValue(value: string): boolean {
  return URL_VALUE.test(value) || PAIRS_VALUE.test(value) || KEY_BLOCK.test(value) || isJsonObject(value)
}

/** The customary name for a value of this form, '' where there is none. */
export function formName(value: string): string {
  const scheme = URL_VALUE.exec(value)?.[1]?.toLowerCase()
  if (scheme !== undefined) return SCHEMES[scheme] ?? ''
  if (PAIRS_VALUE.test(value)) return 'CONNECTION_STRING'
  return ''
}

function isJsonObject(value: string): boolean {
  if (!/^\s*\{/.test(value)) return false
  try {
    return typeof JSON.parse(value) === 'object'
  } catch {
    return false
  }
}
