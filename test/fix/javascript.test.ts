import { expect, test } from 'vitest'
import { openNameBook } from '../../src/fix/names/name-book.ts'
import { fixed, MARK, planText, VALUE } from './plan-text.ts'

test.each([
  ['a string', "const apiKey = '§'\n", 'const apiKey = process.env.ACME_API_KEY\n'],
  [
    'a string with CRLF around it',
    'const apiKey = "§";\r\nrun()\r\n',
    'const apiKey = process.env.ACME_API_KEY;\r\nrun()\r\n',
  ],
  ['a string behind a byte order mark', "\ufeffconst key = '§'", '\ufeffconst key = process.env.ACME_API_KEY'],
  ['a template without expressions', 'const k = `§`', 'const k = process.env.ACME_API_KEY'],
  ['a template with an expression', 'get(`/v1/${id}?k=§`)', 'get(`/v1/${id}?k=${process.env.ACME_API_KEY}`)'],
  [
    'the value of an object',
    "f({ stripe: { secretKey: '§' } })",
    'f({ stripe: { secretKey: process.env.STRIPE_SECRET_KEY } })',
  ],
  ['the key of an object', "const m = { '§': 1 }", 'const m = { [process.env.ACME_API_KEY]: 1 }'],
  ['the key of a class field', "class A { '§' = 1 }", 'class A { [process.env.ACME_API_KEY] = 1 }'],
  ['a default parameter', "function f(token = '§') {}", 'function f(token = process.env.ACME_API_KEY) {}'],
  ['the attribute of an element', "<Map apiKey='§' />", '<Map apiKey={process.env.ACME_API_KEY} />'],
  ['a word that touches the literal', "function f() {return'§'}", 'function f() {return process.env.ACME_API_KEY}'],
  ['a word that follows the literal', "const b = '§'in o", 'const b = process.env.ACME_API_KEY in o'],
  [
    'a part of a string',
    "const h = { Authorization: 'Bearer §' }",
    'const h = { Authorization: `Bearer ${process.env.ACME_API_KEY}` }',
  ],
  ['a part of a concatenation', "const h = 'Bearer ' + '§'", "const h = 'Bearer ' + process.env.ACME_API_KEY"],
  ['the fallback of a lookup', "const k = process.env.MY_KEY || '§'", 'const k = process.env.MY_KEY'],
  ['the fallback of a lookup by string', "const k = process.env['MY_KEY'] ?? '§'", "const k = process.env['MY_KEY']"],
  ['a telling name', "const mailgunToken = '§'", 'const mailgunToken = process.env.MAILGUN_TOKEN'],
  ['a member', "config.db.password = '§'", 'config.db.password = process.env.DB_PASSWORD'],
  ['the same value twice', "a('§'); b('§')", 'a(process.env.ACME_API_KEY); b(process.env.ACME_API_KEY)'],
])('JavaScript: %s becomes a lookup', async (_, before, after) => {
  expect(await fixed('src/a.js', before)).toBe(after)
})

test.each([
  ['src/a.ts', "const key: string = '§'", 'const key: string = process.env.ACME_API_KEY!'],
  ['src/a.ts', "const key = process.env.KEY ?? '§'", 'const key = process.env.KEY!'],
  ['src/a.tsx', "const e = <T key_='§'>x</T>", 'const e = <T key_={process.env.ACME_API_KEY!}>x</T>'],
  ['src/a.mts', "export default '§' satisfies string", 'export default process.env.ACME_API_KEY! satisfies string'],
  ['bin/run', "#!/usr/bin/env node\nf('§')", '#!/usr/bin/env node\nf(process.env.ACME_API_KEY)'],
])('TypeScript and scripts: %s %s', async (path, before, after) => {
  expect(await fixed(path, before)).toBe(after)
})

test.each([
  ['src/a.ts', "type T = '§'", 'the literal is a type'],
  ['src/a.ts', "enum E { A = '§' }", 'the member of an enum has to be a constant'],
  ['src/a.ts', "const a = '§' as const", 'the literal is its own type (as const)'],
  ['src/a.d.ts', "export const a: '§'", 'the file holds declarations alone'],
  ['src/a.js', "import a from '§'", 'the literal names a module'],
  ['src/a.js', "export * from '§'", 'the literal names a module'],
  ['src/a.js', "require('§')", 'the literal names a module'],
  ['src/a.js', "'§'; f()", 'the literal is a directive'],
  ['src/a.js', '// key: §\n', 'the secret stands in a comment'],
  ['src/a.js', 'const a = sql`§`', 'a tag reads the template as it is written'],
  ['src/a.js', 'const a = /§/', 'the secret is not inside one literal'],
  ['src/a.jsx', 'const a = <p>§</p>', 'the secret is not inside one literal'],
  ['src/a.js', 'const a = "x\\n§"', 'the secret is only a part of the literal'],
  ['src/a.js', "const a = '§", 'the file cannot be parsed'],
  [
    'src/a.js',
    "'use client'\nconst a = '§'",
    'the file is sent to browsers (use client), so a variable would not hide the value',
  ],
  ['public/a.js', "const a = '§'", 'the file is served to browsers as it is, where there are no variables'],
  [
    'lib/a.js',
    "const NEXT_PUBLIC_KEY = '§'",
    'what begins with NEXT_PUBLIC_ is built into what browsers get, so it would be as public as it is now',
  ],
  [
    'lib/a.js',
    "const a = process.env.VITE_KEY || '§'",
    'what begins with VITE_ is built into what browsers get, so it would be as public as it is now',
  ],
  [
    'lib/a.js',
    "const a = import.meta.env.MODE + '§'",
    'the file reads import.meta.env: what is read there is built into what browsers get',
  ],
  [
    'lib/a.js',
    "document.title = '§'",
    'the file runs in a browser (it uses window or document), where there are no variables',
  ],
  ['dist/a.js', "const a = '§'", 'the file is made by a tool'],
])('JavaScript: %s %s is refused', async (path, text, reason) => {
  expect(await fixed(path, text)).toBe(`refused: ${reason}`)
})

test.each([
  ['src/App.jsx', ['vite', 'react'], 'the project is built with vite, which sends this folder to browsers or devices'],
  [
    'src/App.tsx',
    ['react-scripts'],
    'the project is built with react-scripts, which sends this folder to browsers or devices',
  ],
  ['pages/index.jsx', ['next'], 'Next.js sends its pages to browsers'],
])('%s of a project with %j is client code', async (path, packages, reason) => {
  expect(await fixed(path, "const a = '§'", { packages })).toBe(`refused: ${reason}`)
})

test.each([
  ['src/server/db.ts', ['vite']],
  ['src/routes/+page.server.ts', ['vite', '@sveltejs/kit']],
  ['pages/api/pay.ts', ['next']],
  ['app/page.tsx', ['next']],
  ['vite.config.ts', ['vite']],
])('%s of a project with %j runs on a server', async (path, packages) => {
  expect(await fixed(path, "const a = '§'", { packages })).toBe('const a = process.env.ACME_API_KEY!')
})

test('an address with a password in it moves as a whole', async () => {
  const url = `postgres://app:${VALUE}@db.example.com/app`
  const plan = await planText('src/db.js', `const u = 'postgres://app:${MARK}@db.example.com/app'`)
  expect(plan.after).toBe('const u = process.env.DATABASE_URL')
  expect(plan.moves.map(({ value }) => value.reveal())).toEqual([url])
})

test('a fallback whose variable has another value keeps its meaning', async () => {
  const book = openNameBook('MY_KEY=other\n', '')
  expect(await fixed('a.js', "const k = process.env.MY_KEY || '§'", { book })).toBe(
    'const k = process.env.MY_KEY || process.env.ACME_API_KEY',
  )
})

test('a value that no .env can hold is left where it is', async () => {
  const value = "q'9$xKvZ2`tR7wLp4"
  expect(await fixed('a.js', 'const k = "§"', { value })).toBe(
    'refused: a value that has a single quote beside a double quote, $, ` or \\ cannot stand in a .env file',
  )
})
