import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { envPairs, knownValues, shownValues } from '../../src/known/held-values.ts'
import { isWorthSeeking } from '../../src/known/is-worth-seeking.ts'
import { nameOfKnownValue } from '../../src/known/known-value.ts'

/** Random-looking text that is made here, so that no secret stands in this file. */
const random = (length: number, encoding: 'hex' | 'base64url' = 'base64url') =>
  createHash('sha512').update(`${length} ${encoding}`).digest(encoding).slice(0, length)
const block = (kind: string) => `-----BEGIN ${kind}-----\n${random(60)}\n${random(40)}\n-----END ${kind}-----`

describe('sought is', () => {
  test.each([
    ['a token', 'GITHUB_TOKEN', random(40)],
    ['a short password of mixed characters', 'DB_PASSWORD', `k7${'#'}Lq9!x`],
    ['a password of words and a number', 'ADMIN_PASSWORD', ['blue', 'Tiger', '81'].join('')],
    ['a passphrase', 'MASTER_PASSPHRASE', ['orbit', 'velvet', 'canyon', 'whistle'].join('-')],
    ['a key in hex', 'ENCRYPTION_KEY', random(64, 'hex')],
    ['a key with slashes', 'AWS_SECRET_ACCESS_KEY', `${random(13)}/${random(9)}/${random(16)}`],
    ['a UUID under the name of a secret', 'SERVICE_API_KEY', randomUUID()],
    ['a private key, whatever its name', 'WHATEVER', block('RSA PRIVATE KEY')],
    ['a connection string with a password', 'CACHE', `redis://:${random(20)}@cache:6379/0`],
    ['a pair list with a password', 'DB', `Server=db;Database=app;User Id=sa;Password=${random(16)};`],
    ['what looks random under any name', 'ACME', random(32)],
  ])('%s', (_, key, value) => expect(isWorthSeeking(key, value)).toBe(true))
})

describe('not sought is', () => {
  test.each([
    ['NODE_ENV', 'development'],
    ['DEBUG', 'true'],
    ['PORT', '5432'],
    ['DB_HOST', 'localhost'],
    ['DB_HOST', 'db.internal.example.com'],
    ['DB_USER', 'postgres'],
    ['POSTGRES_PASSWORD', 'postgres'],
    ['DB_PASSWORD', 'password123'],
    ['DB_PASSWORD', 'changeme'],
    ['SECRET_KEY', 'your-secret-key-here'],
    ['API_KEY', '<your api key>'],
    ['API_KEY', 'xxxxxxxxxxxxxxxx'],
    ['DATABASE_URL', `postgres://${'postgres'}:${'postgres'}@localhost:5432/app`],
    ['DATABASE_URL', 'postgres://localhost:5432/application'],
    ['API_URL', 'https://api.example.com/v1/customers'],
    ['TOKEN_URL', 'https://login.example.com/oauth2/token'],
    ['SECRETS_FILE', '/run/secrets/application'],
    ['PRIVATE_KEY_PATH', './keys/private-key.pem'],
    ['APP_VERSION', '12.14.3-beta.2'],
    ['APP_NAME', 'my-great-application'],
    ['S3_BUCKET', 'acme-production-uploads-eu-west-1'],
    ['ADMIN_EMAIL', 'administrator@example.com'],
    ['TZ', 'Europe/Berlin'],
    ['LOG_FORMAT', 'combined-with-timestamps'],
    ['AWS_ACCESS_KEY_ID', random(20)],
    ['TENANT_ID', randomUUID()],
    ['NEXT_PUBLIC_API_KEY', random(40)],
    ['STRIPE_PUBLISHABLE_KEY', random(40)],
    ['GIT_SHA', random(40, 'hex')],
    ['API_TOKEN', `encrypted:${random(60)}`],
    ['API_TOKEN', 'aws-sm://some-name#key'],
    ['API_TOKEN', '${OTHER_TOKEN}'],
    ['DB_PASSWORD', 'butterfly'],
    ['CORS_ORIGINS', 'https://a.example.com,https://b.example.com'],
    ['SSL_CERT', block('CERTIFICATE')],
    ['JWT_ALGORITHM', 'RS256-with-rotation'],
    ['SESSION_SECRET', 'short1'],
    ['KEY_LENGTH', '4096409640964096'],
  ])('a value like this of %s', (key, value) => expect(isWorthSeeking(key, value)).toBe(false))
})

const held = (text: string, template = '') =>
  knownValues([{ origin: '.env', pairs: envPairs(text) }], shownValues(template))

describe('of a .env', () => {
  test('the password of a connection string is sought by itself, as it stands and as programs get it', () => {
    const password = `p@${random(12)}`
    const known = held(`DATABASE_URL=postgres://app:${encodeURIComponent(password)}@db/app\n`)
    expect(known.map(nameOfKnownValue)).toEqual([
      'DATABASE_URL',
      'password of DATABASE_URL',
      'password of DATABASE_URL',
    ])
    expect(known.map(({ value }) => value.reveal() === password)).toContain(true)
  })

  test('each secret text of a JSON document is sought by itself', () => {
    const document = JSON.stringify({ type: 'service_account', private_key: block('PRIVATE KEY'), client_id: '123456' })
    const known = held(`GOOGLE_CREDENTIALS='${document}'\n`)
    expect(known.map(nameOfKnownValue)).toContain('private_key of GOOGLE_CREDENTIALS')
    expect(known.map(nameOfKnownValue)).not.toContain('client_id of GOOGLE_CREDENTIALS')
  })

  test('a value that stands under two names is told by the first', () => {
    const token = random(40)
    expect(held(`A_TOKEN=${token}\nB_TOKEN=${token}\n`).map(nameOfKnownValue)).toEqual(['A_TOKEN'])
  })

  test('what a template shows is public, under whatever name', () => {
    const token = random(40)
    expect(held(`A_TOKEN=${token}\n`, `OTHER=${token}\n`)).toEqual([])
  })

  test.each([
    ['on its line', (token: string) => `A_TOKEN=${token} # keywarden: public`],
    ['on its line, quoted', (token: string) => `A_TOKEN="${token}" # keywarden: public, the client has it`],
    ['on the line above', (token: string) => `# keywarden:public\nA_TOKEN=${token}`],
  ])('what is called public %s is not sought', (_, line) => {
    expect(held(`${line(random(40))}\nB_TOKEN=${random(41)}\n`).map(nameOfKnownValue)).toEqual(['B_TOKEN'])
  })

  test('a mark within a value or two lines above calls nothing public', () => {
    const text = `A_TOKEN="${random(20)} # keywarden: public"\n# keywarden: public\n\nB_TOKEN=${random(41)}\n`
    expect(held(text).map(nameOfKnownValue)).toEqual(['A_TOKEN', 'B_TOKEN'])
  })

  test('a known value shows itself nowhere but masked', () => {
    const token = random(40)
    const known = held(`A_TOKEN=${token}\n`)
    expect(JSON.stringify(known)).not.toContain(token)
    expect(String(known[0]?.value)).toBe('****')
  })
})
