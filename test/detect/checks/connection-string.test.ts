import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHECKS } from '../../../src/detect/checks/check-table.ts'
import { randomText } from './random-text.ts'

const { verify } = CHECKS['connection-string']
/** Random enough for every check, and nobody's. */
const PASSWORD = ['kT7', 'vQ2', 'mZ9', 'xL4'].join('')
const url = (userinfo: string, rest: string, scheme = 'postgres') => `${scheme}://${userinfo}@${rest}`

test.each([
  ['a URL', url(`app:${PASSWORD}`, 'db.acme.io:5432/main'), 'postgres connection of user app to db.acme.io'],
  [
    'several hosts',
    url(`app:${PASSWORD}`, 'a.acme.io:27017,b.acme.io/x', 'mongodb+srv'),
    'mongodb+srv connection of user app to a.acme.io',
  ],
  ['no user', url(`:${PASSWORD}`, 'cache.acme.io:6379/0', 'rediss'), 'rediss connection to cache.acme.io'],
  ['an unescaped slash', url(`app:${PASSWORD}/x`, 'db.acme.io/main'), 'postgres connection of user app to db.acme.io'],
  [
    'an unescaped at sign',
    url(`app:${PASSWORD}@x`, 'db.acme.io/main'),
    'postgres connection of user app to db.acme.io',
  ],
  [
    'an escaped user',
    url(`a%40b.io:${PASSWORD}`, 'db.acme.io/main'),
    'postgres connection of user a@b.io to db.acme.io',
  ],
  ['a local host', url(`app:${PASSWORD}`, 'localhost/main'), 'postgres connection of user app to the machine itself'],
  ['a host to be filled in', url(`app:${PASSWORD}`, '${HOST}/main'), 'postgres connection of user app'],
  [
    'JDBC',
    `jdbc:mysql://db.acme.io:3306/x?user=app&password=${PASSWORD}`,
    'mysql connection of user app to db.acme.io',
  ],
  [
    'JDBC for SQL Server',
    `jdbc:sqlserver://db.acme.io:1433;user=sa;password=${PASSWORD};`,
    'sqlserver connection of user sa to db.acme.io',
  ],
  [
    '.NET',
    `Server=tcp:db.acme.io,1433;User ID=app;Password=${PASSWORD};Encrypt=true`,
    'connection of user app to db.acme.io',
  ],
  [
    '.NET with blanks and quotes',
    `Data Source = db.acme.io; Uid = app; Pwd = "${PASSWORD}"`,
    'connection of user app to db.acme.io',
  ],
  ['libpq', `host=db.acme.io user=app password=${PASSWORD} dbname=x`, 'connection of user app to db.acme.io'],
])('%s tells scheme, user and host', (_name, text, reason) => {
  expect(verify(text)).toEqual({ outcome: 'informs', reason })
})

test.each([
  ['a template', 'app:${DB_PASSWORD}'],
  ['a template in braces', 'app:{{ password }}'],
  ['an angle bracket', 'app:<password>'],
  ['braces', 'app:{password}'],
  ['a shell variable', 'app:$DB_PASSWORD'],
  ['a format', 'app:%s'],
  ['a mask', 'app:******'],
  ['one letter', 'app:xxxxxxxx'],
  ['a word for it', 'app:password'],
  ['a longer word for it', 'app:my-secret'],
  ['the user', 'deploy:deploy'],
  ['the user in capitals', 'deploy:DEPLOY'],
  ['a word of a manual', 'app:changeme'],
  ['a word for it in other letters', 'app:p%40ssw0rd'],
  ['a short word for it', 'app:psw'],
  ['what an anonymous user gives', `anonymous:${PASSWORD}`],
])('rejects %s as password', (_name, userinfo) => {
  expect(verify(url(userinfo, 'db.acme.io/main'))?.outcome).toBe('rejects')
})

test('rejects a default on the machine itself', () => {
  expect(verify(url('postgres:postgres', 'localhost:5432/x'))?.outcome).toBe('rejects')
  expect(verify(url(`postgres:${PASSWORD}`, 'localhost:5432/x'))?.outcome).toBe('informs')
})

test('doubts a well-known default and a host that is reserved for examples', () => {
  expect(verify(url('postgres:postgres', 'db.acme.io:5432/x'))?.outcome).toBe('refutes')
  expect(verify(url('guest:guest', 'mq.acme.io', 'amqp'))?.outcome).toBe('refutes')
  expect(verify(url(`app:${PASSWORD}`, 'db.example.com/x'))?.outcome).toBe('refutes')
  expect(verify(url(`app:${PASSWORD}`, 'db.myexample.com/x'))?.outcome).toBe('informs')
})

test.each([
  PASSWORD,
  'https://acme.io/a:b',
  'https://acme.io:8080/x',
  'https://user@acme.io',
  'https://user:@acme.io',
  'Server=acme.io',
])('has nothing to say without a password or of one alone (%#)', (text) => expect(verify(text)).toBeNull())

test('never shows the password', () => {
  fc.assert(
    fc.property(randomText('base64', 12, 40), fc.constantFrom('postgres', 'amqps', 'https'), (password, scheme) => {
      const pairs = `Server=db.acme.io;User Id=app;Password=${password}`
      for (const text of [
        url(`app:${password}`, 'db.acme.io/x', scheme),
        url(`:${password}`, 'db.acme.io', scheme),
        pairs,
      ]) {
        const verdict = verify(text)
        expect(verdict?.outcome).toBe('informs')
        expect(verdict?.reason).not.toContain(password.slice(0, 8))
        expect(verdict?.reason).not.toContain(password.slice(-8))
      }
    }),
  )
})
