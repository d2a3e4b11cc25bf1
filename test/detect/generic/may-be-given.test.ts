import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayBeGiven } from '../../../src/detect/generic/may-be-given.ts'
import { readAssigned } from '../../../src/detect/generic/read-assigned.ts'
import { readFlag } from '../../../src/detect/generic/read-flag.ts'
import { readPair } from '../../../src/detect/generic/read-pair.ts'
import { keyAt, siteOf } from '../../../src/detect/generic/site.ts'

const before = fc.constantFrom(
  ...[
    '',
    ' ',
    '\n',
    '"',
    "'",
    '`',
    '<',
    '<x:',
    '?',
    '&',
    '--',
    '-',
    '{"name": "',
    "name='",
    'key: ',
    'ID:\\"',
    'env = ',
  ],
  ...['ENV ', 'with ENCRYPTED ', 'SET  ', 'login app ', 'const ', "set('", 'process.env.', '(', ', '],
)
const key = fc.constantFrom('password', 'apiKey', 'DB_TOKEN', 'secret', 'key', 'x.auth')
const closing = fc.constantFrom(
  '',
  '',
  '',
  '"',
  "'",
  '\\"',
  '\\\\"',
  ']',
  '"]',
  '")',
  ')',
  '&quot;',
  '\xe2\x80\x9d',
  '\\',
  '"])]',
)
const gap = fc.constantFrom('', '', ' ', '  ', '\t', '\n', ' '.repeat(20), ' '.repeat(21), '\\\n  ', '\r\n\t')
const operator = fc.constantFrom(
  ...[
    '=',
    ':',
    '=',
    ':',
    ':=',
    '=>',
    '==',
    '===',
    '!=',
    '!==',
    '+=',
    '?=',
    '||=',
    '??=',
    ',',
    '(',
    '>',
    '::',
    '?:',
    '|',
    '??',
    '',
  ],
  ...[': string =', '?: &str =', ": Map<string, 'a'> =", ': x | y[] =', '= new', '=('],
)
const value = fc.constantFrom(
  ...[
    '"abcd1"',
    "'abcd1'",
    '`abcd1`',
    '\\"abcd1\\"',
    '"""abcd"""',
    'r"abcd1"',
    "b'abcd1'",
    '@"abcd1"',
    'String"abcd"',
    'abcd1',
  ],
  ...[
    '["abcd", "efgh"]',
    '[]byte("abcd1")',
    'new Secret("abcd1")',
    'Buffer.from( "abcd1")',
    'String::from("abcd")',
    'foo(bar)',
  ],
  ...[
    'env.KEY || "abcd1"',
    "os.environ['K'] or 'abcd1'",
    'env("K", "abcd1")',
    'a ?? "abcd1"',
    'a || b',
    '&quot;abcd&quot;',
  ],
  ...[
    '\xe2\x80\x9cabcd\xe2\x80\x9d',
    'abcd</password>',
    '"value": "abcd1"',
    ', "value": "abcd1"',
    '{',
    '(',
    'null',
    'pass:abcd1',
    '|\n  abcd1',
  ],
)
const end = fc.constantFrom('\n', ';\n', ',', ' ', '', ')\n', '"\n')

/** Every name in the text with what the readers find for it, asked or not. */
function* read(latin1: string, kind: 'code' | 'config' | 'prose') {
  const buffer = Buffer.from(latin1, 'latin1')
  const text = { buffer, start: 0, end: buffer.length, isBinary: false }
  for (const { index } of latin1.matchAll(/password|key|token|secret|auth/gi)) {
    const place = keyAt(text, index, kind)
    if (place === null) continue
    const site = siteOf(text, place, kind)
    const found = [...readPair(site), ...readAssigned(site), ...readFlag(site)]
    yield { latin1, kind, place, found, mayBe: mayBeGiven(text, place, kind) }
  }
}

test('a name that is passed over is one that no reader finds a value for', () => {
  const piece = fc.tuple(before, key, closing, gap, operator, gap, value, end).map((parts) => parts.join(''))
  let [read_, passed] = [0, 0]
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('code', 'config', 'prose'),
      (pieces, kind) => {
        for (const seen of read(pieces.join(''), kind)) {
          if (seen.found.length > 0) {
            read_++
            expect(seen).toMatchObject({ mayBe: true })
          } else if (!seen.mayBe) passed++
        }
      },
    ),
    { numRuns: 60_000 },
  )
  expect(read_).toBeGreaterThan(5000)
  expect(passed).toBeGreaterThan(5000)
})

test.each([
  'return key;',
  'foo(token)',
  'key: value,',
  'if (key) {',
  'const key = keys[i];',
  'token.length',
  'secret = compute(a, b)',
])('in code nothing is read of %j', (line) => {
  for (const { mayBe } of read(`  ${line}\n`, 'code')) expect(mayBe).toBe(false)
})
