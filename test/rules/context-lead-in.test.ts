import { expect, test } from 'vitest'
import { contextLeadIn } from '../../src/rules/context-lead-in.ts'
import { shapeFaults } from '../../src/rules/pattern/linear-shape.ts'
import { parsePattern } from '../../src/rules/pattern/parse-pattern.ts'
import { longestMatch } from '../../src/rules/pattern/pattern-reach.ts'
import type { PatternNode } from '../../src/rules/pattern/pattern-tree.ts'

const VALUE = '0123abcd'
const valuePattern = `(?<secret>${VALUE})`
const named = new RegExp(contextLeadIn(['acme'], []) + valuePattern)
const keyed = new RegExp(contextLeadIn(['acme'], ['key', 'token']) + valuePattern)
const valueIn = (pattern: RegExp, text: string) => pattern.exec(text.replace('VALUE', VALUE))?.groups?.['secret']

test.each([
  ['shell', 'export ACME_KEY=VALUE'],
  ['shell, quoted', `ACME_KEY='VALUE'`],
  ['shell, default', 'ACME_KEY="${ACME_KEY:-VALUE}"'],
  ['make', 'ACME_KEY ?= VALUE'],
  ['INI, aligned', 'acme_key           = VALUE'],
  ['properties', 'acme.api.key=VALUE'],
  ['YAML', 'acme-key: VALUE'],
  ['YAML, folded', 'acme_key: >-\n  VALUE'],
  ['YAML, list', 'acme_keys:\n  - "VALUE"'],
  ['YAML, block', 'acme:\n  api_key: VALUE'],
  ['YAML, Kubernetes', '- name: ACME_KEY\n  value: VALUE'],
  ['TOML table', '[acme]\napi_key = "VALUE"'],
  ['JSON', '{"acmeKey": "VALUE"}'],
  ['JSON in a string', '{\\"acmeKey\\":\\"VALUE\\"}'],
  ['JSON, block', '"acme": {\n  "apiKey": "VALUE"\n}'],
  ['JSON, pair', '{"name": "acme_key", "value": "VALUE"}'],
  ['XML element', '<acmeKey>VALUE</acmeKey>'],
  ['XML attribute', '<acme key="VALUE"/>'],
  ['XML pair', '<add key="AcmeKey" value="VALUE"/>'],
  ['XML named element', '<string name="acme_key">VALUE</string>'],
  ['JavaScript', `const acmeKey = 'VALUE'`],
  ['JavaScript, template', 'const acmeKey = `VALUE`'],
  ['JavaScript, fallback', `process.env.ACME_KEY || 'VALUE'`],
  ['JavaScript, fallback with ??', `process.env['ACME_KEY'] ?? "VALUE"`],
  ['JavaScript, index', `config.acme["apiKey"] = "VALUE"`],
  ['JavaScript, comparison', `if (acmeKey !== "VALUE")`],
  ['JavaScript, call', `acmeClient("VALUE")`],
  ['JavaScript, method', `acme.setKey(\n  'VALUE',\n)`],
  ['JavaScript, options', `new Acme({ apiKey: 'VALUE' })`],
  ['TypeScript', `const acmeKey: string = "VALUE"`],
  ['Python, typed', `acme_key: str = "VALUE"`],
  ['Python, bytes', `ACME_KEY = b"VALUE"`],
  ['Python, keyword', `Acme(api_key="VALUE")`],
  ['Python, default', `os.getenv("ACME_KEY", "VALUE")`],
  ['Python, index', `os.environ["ACME_KEY"] = "VALUE"`],
  ['Go', `acmeKey := "VALUE"`],
  ['Go, typed', `const acmeKey string = "VALUE"`],
  ['Rust', `const ACME_KEY: &str = "VALUE";`],
  ['Ruby', `:acme_key => 'VALUE'`],
  ['PHP', `define('ACME_KEY', 'VALUE');`],
  ['C', '#define ACME_KEY "VALUE"'],
  ['R', 'acme_key <- "VALUE"'],
  ['flag', 'run --acme-key VALUE'],
  ['flag with a sign', 'run --acme-key=VALUE'],
  ['Dockerfile', 'ENV ACME_KEY VALUE'],
  ['header', 'X-Acme-Key: VALUE'],
  ['header, scheme', 'Acme-Authorization: Bearer VALUE'],
  ['prose', 'Acme API key: VALUE'],
  ['prose, with a number', 'Acme key 1: VALUE'],
  ['camel case', 'myAcmeKey = "VALUE"'],
  ['behind an escape', 'a\\nacme_key=VALUE'],
])('%s: %s brings a value', (_, text) => {
  expect(valueIn(named, text)).toBe(VALUE)
  expect(valueIn(keyed, text.replace('Client', 'KeyClient').replace('Authorization', 'Token'))).toBe(VALUE)
})

test.each([
  ['no sign', 'acme VALUE'],
  ['another name', 'zeta_key = VALUE'],
  ['inside a word', 'placmekey = VALUE'],
  ['inside a word, capitals', 'PLACMEKEY = VALUE'],
  ['another statement', 'acme = x; y = VALUE'],
  ['value of something else', 'acme_key = commit(VALUE)'],
  ['block without a telling name', 'acme:\n  commit: VALUE'],
  ['too far away', `acme${'_'.repeat(60)}=VALUE`],
  ['flag of another command', 'run --acme-key x VALUE'],
  ['path', 'acme/VALUE'],
])('%s: %s brings none', (_, text) => {
  expect(valueIn(named, text)).toBeUndefined()
  expect(valueIn(keyed, text)).toBeUndefined()
})

test.each([
  ['acme_sha = VALUE', undefined],
  ['acme = VALUE', undefined],
  ['acme:\n  value: VALUE', undefined],
  ['key = VALUE', undefined],
  ['key_acme = VALUE', undefined],
  ['acme = { id: 1 }, key = VALUE', undefined],
  ['acme_token = VALUE', VALUE],
  ['acme: { token: VALUE }', VALUE],
])('with keys asked for, %j gives %s', (text, value) => expect(valueIn(keyed, text)).toBe(value))

test.each([
  ['new_relic_key=VALUE'],
  ['new-relic-key=VALUE'],
  ['newrelicKey=VALUE'],
  ['myNewRelicKey=VALUE'],
  ['New Relic key: VALUE'],
])('the parts of a word may be joined in any way: %s', (text) => {
  expect(valueIn(new RegExp(contextLeadIn(['new relic'], []) + valuePattern), text)).toBe(VALUE)
})

test('any of several words will do', () => {
  const pattern = new RegExp(contextLeadIn(['acme', 'zeta2'], []) + valuePattern)
  expect(['acme_a', 'ZETA2_A', 'other'].map((name) => valueIn(pattern, `${name}=VALUE`))).toEqual([
    VALUE,
    VALUE,
    undefined,
  ])
})

test('the lead-in is linear and short', () => {
  for (const pattern of [named, keyed]) {
    const tree = parsePattern(pattern.source, '').tree as PatternNode
    expect(shapeFaults(tree)).toEqual([])
    expect(longestMatch(tree)).toBeLessThan(400)
  }
})
