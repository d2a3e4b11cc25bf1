import { expect, test } from 'vitest'
import { compilePack, createPack } from '../../src/rules/compile-pack.ts'
import { serializePack } from '../../src/rules/serialize-pack.ts'
import { ruleText } from './rule-text.ts'

const anything = { checks: null, takenIds: new Set<string>() }
const acme = { file: 'acme.toml', text: ruleText() }
const zeta = {
  file: 'zeta.toml',
  text: ruleText({ provider: { id: '"zeta"' }, rule: { id: '"zeta-key"', pattern: `'zeta_[0-9]{9}'` } }),
}

test('rules and their docs are sorted by id, whatever the order of the files', () => {
  const { pack, docs, problems } = compilePack([zeta, acme], anything)
  expect(problems).toEqual([])
  expect(pack.rules.map(({ id }) => id)).toEqual(['acme-key', 'zeta-key'])
  expect(docs.map(({ id, provider }) => [id, provider])).toEqual([
    ['acme-key', 'acme'],
    ['zeta-key', 'zeta'],
  ])
  expect(compilePack([acme, zeta], anything).pack).toEqual(pack)
})

test('the digest is that of the rules: any change of one changes it, the order of keys does not', () => {
  const { pack } = compilePack([acme, zeta], anything)
  const [first, second] = pack.rules
  if (first === undefined || second === undefined) throw new Error('no rules')
  expect(pack.digest).toMatch(/^[0-9a-f]{64}$/)
  expect(createPack([second, first]).digest).toBe(pack.digest)
  const turned = Object.fromEntries(Object.entries(first).reverse()) as unknown as typeof first
  expect(createPack([turned, second]).digest).toBe(pack.digest)
  expect(createPack([{ ...first, severity: 'low' }, second]).digest).not.toBe(pack.digest)
  expect(createPack([first]).digest).not.toBe(pack.digest)
})

test('an id is used once, in one file, in two, or beside the built-in rules', () => {
  const again = { file: 'more/acme.toml', text: ruleText() }
  const { problems } = compilePack([acme, again, zeta], { checks: null, takenIds: new Set(['zeta-key']) })
  const line =
    ruleText()
      .split('\n')
      .findIndex((text) => text.startsWith('id = "acme-key"')) + 1
  expect(problems).toMatchObject([
    { file: 'more/acme.toml', line, message: `rule id acme-key is that of a rule of acme.toml:${line}` },
    { file: 'zeta.toml', message: 'rule id zeta-key is that of a built-in rule' },
  ])
})

test('a check that the engine does not have is refused', () => {
  const text = ruleText({ rule: { checks: '["luhn", "lunh"]' } })
  const { problems } = compilePack([{ file: 'acme.toml', text }], { ...anything, checks: new Set(['luhn']) })
  expect(problems).toMatchObject([{ message: 'acme-key: unknown check lunh', hint: 'known are luhn' }])
})

test('problems of all files come in order, and the sound rules are compiled all the same', () => {
  const bad = { file: 'bad.toml', text: ruleText({ rule: { pattern: `'acme_x*'` }, provider: { id: '"bad"' } }) }
  const worse = { file: 'acme.toml', text: ruleText({ rule: { pattern: `'acme_[0-9]{4}x*y*'` } }) }
  const { pack, problems } = compilePack([zeta, bad, worse], anything)
  expect(pack.rules.map(({ id }) => id)).toEqual(['zeta-key'])
  const line = worse.text.split('\n').findIndex((text) => text.startsWith('pattern')) + 1
  expect(problems.map((problem) => [problem.file, problem.line, problem.column])).toEqual([
    ['acme.toml', line, `pattern = 'acme_[0-9]{4}`.length + 1],
    ['acme.toml', line, `pattern = 'acme_[0-9]{4}x*`.length + 1],
    ['bad.toml', expect.any(Number), 1],
  ])
})

test('the published files hold the pack and the docs', () => {
  const { pack, docs } = compilePack([acme, zeta], anything)
  const files = serializePack(pack, docs)
  const { digest, ids, offsets } = JSON.parse(files['rule-index.json'])
  const bytes = Buffer.from(files['rules.jsonl'])
  const rules = ids.map((_: string, i: number) => JSON.parse(bytes.toString('utf8', offsets[i], offsets[i + 1])))
  expect({ digest, rules }).toEqual(pack)
  expect(ids).toEqual(pack.rules.map(({ id }) => id))
  expect(JSON.parse(files['rule-docs.json'])).toEqual(docs)
})
