import { describe, expect, test } from 'vitest'
import { parseExample } from '../../../src/commands/secrets/read-example.ts'

const keyOf = (text: string) => Object.values(parseExample(text, '.env.example').definition.keys)[0]

describe('what a line of .env.example says', () => {
  test.each([
    ['empty value: a required secret', 'API_KEY=', { required: true }],
    ['value: a default that anybody may see', 'PORT=3000', { required: true, sensitive: false, default: '3000' }],
    ['placeholder: a required secret', 'API=<your key>', { required: true }],
    ['placeholder in words', 'API=your-key-here', { required: true }],
    ['placeholder of crosses', 'API=xxxx', { required: true }],
    ['value of a secret by its name: never a default', 'DB_PASSWORD=postgres', { required: true }],
    ['value with credentials: never a default', 'DATABASE_URL=postgres://app:app@localhost/app', { required: true }],
    ['words that only sound so', 'GREETING=insertion of yours', { sensitive: false, default: 'insertion of yours' }],
    ['a setting of a secret', 'PASSWORD_MIN_LENGTH=8', { sensitive: false, default: '8' }],
    ['optional behind the value', 'DSN= # optional', { required: false }],
    ['optional above', '# Optional: where errors go\nDSN=', { required: false, description: 'where errors go' }],
    ['not optional', 'DSN= # not optional', { required: true }],
    ['a word that only holds it', '# adoptional\nDSN=', { required: true }],
    ['a page', '# Keys: https://acme.test/keys.\nDSN=', { url: 'https://acme.test/keys', description: 'Keys' }],
    ['a rule', '# rule: github-pat\nTOKEN=', { rule: 'github-pat' }],
    ['a rule above a placeholder', '# rule: github-pat\nTOKEN=ghp_xxx', { rule: 'github-pat' }],
    ['public', '# @public\nSITE=', { sensitive: false }],
    ['public, though it looks otherwise', 'DB_PASSWORD=local # @public', { sensitive: false, default: 'local' }],
  ])('%s: %j', (_, text, expected) => {
    expect(keyOf(text)).toMatchObject(expected)
  })

  test('a value is the default of no secret', () => {
    const { definition } = parseExample('A_TOKEN=abc\nB=your-key\nC=postgres://u:p@h/d\n', '.env.example')
    expect(Object.values(definition.keys).filter((key) => 'default' in key || key.sensitive === false)).toEqual([])
  })
})

test('comments belong to the key right below them', () => {
  const text = `# All about this file, which is optional

# --- Optional services ---
A=
# what B does
#C=commented out, optional
B=
D=
`
  const { definition, lines } = parseExample(text, '.env.example')
  expect(definition.keys).toEqual({
    A: { required: true },
    B: { required: true, description: 'what B does' },
    D: { required: true },
  })
  expect([...lines]).toEqual([
    ['A', 4],
    ['B', 7],
    ['D', 8],
  ])
})

test('lines may end as Windows ends them', () => {
  const { definition } = parseExample('# optional\r\nA=\r\nPORT=1\r\n', '.env.example')
  expect(definition.keys).toEqual({ A: { required: false }, PORT: { required: true, sensitive: false, default: '1' } })
})
