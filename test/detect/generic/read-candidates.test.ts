import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileKind } from '../../../src/detect/generic/file-kind.ts'
import { KEY_WORDS } from '../../../src/detect/generic/key-words.ts'
import { readCandidates } from '../../../src/detect/generic/read-candidates.ts'
import { createPrefilter } from '../../../src/detect/prefilter/prefilter.ts'

const prefilter = createPrefilter(KEY_WORDS)

function read(path: string, body: string) {
  const buffer = Buffer.from(body)
  const offsets: number[] = []
  prefilter.scan(buffer, 0, buffer.length, (_keyword, offset) => offsets.push(offset))
  const text = { buffer, start: 0, end: buffer.length, isBinary: false }
  return [...readCandidates(text, offsets, fileKind(path))]
}

const value = `q${'7'.repeat(2)}Zx-k`

describe('a value is read from', () => {
  test.each([
    ['dotenv', '.env', `DB_PASSWORD=${value}\n`],
    ['dotenv, exported and quoted', '.env', `export DB_PASSWORD='${value}' # why\n`],
    ['properties', 'app.properties', `spring.datasource.password = ${value}\n`],
    ['YAML', 'a.yml', `db:\n  password: ${value}\n  port: 1\n`],
    ['YAML in flow style', 'a.yml', `{user: admin, password: ${value}}\n`],
    ['YAML on the next line', 'a.yml', `password: >-\n  ${value}\n`],
    ['YAML name and value', 'a.yml', `- name: DB_PASSWORD\n  value: ${value}\n`],
    ['JSON', 'a.json', `{"password": "${value}"}`],
    ['JSON name and value', 'a.json', `{"key": "password", "value": "${value}"}`],
    ['JSON within a string', 'a.json', `{"body": "{\\"password\\": \\"${value}\\"}"}`],
    ['TOML', 'a.toml', `password = "${value}"\n`],
    ['an XML attribute', 'a.xml', `<db password="${value}"/>`],
    ['an XML element', 'a.xml', `<password>${value}</password>`],
    ['an XML setting', 'a.xml', `<add key="ApiToken" value="${value}" />`],
    ['a shell flag', 'a.sh', `tool --user me --password ${value} run\n`],
    ['openssl', 'a.sh', `openssl pkcs12 -password pass:${value}\n`],
    ['curl', 'a.sh', `curl -s -u admin:${value} https://acme.internal\n`],
    ['sshpass', 'a.sh', `sshpass -p ${value} ssh acme\n`],
    ['a Dockerfile', 'Dockerfile', `ENV DB_PASSWORD ${value}\n`],
    ['Terraform', 'a.tf', `password = "${value}"\n`],
    ['JavaScript', 'a.js', `const dbPassword = '${value}'\n`],
    ['an index', 'a.py', `config["password"] = "${value}"\n`],
    ['a default', 'a.js', `const apiSecret = process.env.API_SECRET || '${value}'\n`],
    ['a default of a lookup', 'a.py', `password = os.environ.get("PASSWORD", "${value}")\n`],
    ['a typed constant', 'a.ts', `const apiToken: string = "${value}"\n`],
    ['Kotlin', 'a.kt', `val password = StringValue("${value}")\n`],
    ['Go', 'a.go', `secret := []byte("${value}")\n`],
    ['Ruby', 'a.rb', `ben.password = "${value}"\n`],
    ['a call', 'a.js', `store.setItem('token', '${value}')\n`],
    ['SQL', 'a.sql', `CREATE USER x IDENTIFIED BY '${value}';\n`],
    ['SQL in small letters', 'a.sql', `create user x identified by '${value}';\n`],
    ['arguments, one a line', 'a.js', `store.setItem(\n  'token', '${value}')\n`],
    ['SQL of roles', 'a.sql', `ALTER ROLE x WITH PASSWORD '${value}';\n`],
    ['a URL', 'a.js', `get('https://acme.internal/x?a=1&private_token=${value}&b=2')\n`],
    ['a list', 'a.json', `{"tokens": ["first-one", "${value}"]}`],
    ['HTML', 'a.html', `{&#34;password&#34;: &#34;${value}&#34;}`],
    ['parts that are added', 'a.js', `const secret = '${value.slice(0, 3)}' +\n  '${value.slice(3)}'\n`],
  ])('%s', (_syntax, path, body) => {
    expect(read(path, body).map((candidate) => candidate.value)).toContain(value)
  })

  test('an Authorization header, behind its scheme', () => {
    const credential = Buffer.from('shop:opensesame').toString('base64')
    const found = read('a.js', `headers: { Authorization: 'Basic ${credential}' }`)
    expect(found.map((candidate) => [candidate.form, candidate.value])).toContainEqual(['scheme', credential])
  })
})

describe('no value is read from', () => {
  test.each([
    ['an expression in code', 'a.js', 'const password = readPassword\n'],
    ['prose', 'a.md', 'The password is kept elsewhere and the token too.\n'],
    ['an argument', 'a.js', "hash(password, 'utf8')\n"],
    ['a flag that names a source', 'a.sh', 'openssl -passin env:PASS\n'],
    ['a sentence like SQL', 'a.js', "// values identified by 'x-ms-copy-id' are pending\n"],
    ['a list, one string a line', 'a.js', `[\n  "libsecret-1-0",\n  "${value}",\n]\n`],
    ['a string that is itself a name', 'a.json', `{"a": "eip-pass-0f",\n "OwnerId": "1"}`],
    ['what a function works on', 'a.go', `hmac('secret', '${value}')\n`],
    ['a kind of document', 'a.js', `{ "application/x-keepass2": ["${value}"] }`],
    ['a badge', 'a.md', `![](https://ci.acme.io/graph/badge.svg?branch=main&token=${value})`],
    ['what a function gives', 'a.js', `// sign('test_secret') => '${value}'\n`],
  ])('%s', (_syntax, path, body) => expect(read(path, body)).toEqual([]))
})

test('the offsets of a candidate are those of its value', () => {
  const safe = fc.stringMatching(/^[A-Za-z0-9_.!-]{6,40}$/).filter((text) => !/^[!.-]|[.!-]$/.test(text))
  fc.assert(
    fc.property(safe, fc.constantFrom('a.env', 'a.yml', 'a.js'), (secret, path) => {
      const body = `x\n  dbPassword${path === 'a.yml' ? ': ' : '='}"${secret}"\n`
      const [candidate] = read(path, body)
      expect(candidate?.value).toBe(secret)
      expect(body.slice(candidate?.start, candidate?.end)).toBe(secret)
    }),
  )
})

test('any bytes are read without failing, and spans lie within the text', () => {
  const piece = fc.constantFrom(
    'password',
    'token',
    '=',
    ': ',
    '"',
    "'",
    '\\"',
    '[',
    '(',
    '\n',
    '&',
    ' ',
    'a',
    '--',
    'Bearer ',
    '>',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.constantFrom('a.env', 'a.js', 'a.md'), (pieces, path) => {
      const body = pieces.join('')
      for (const { start, end } of read(path, body)) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(body.length)
      }
    }),
  )
})
