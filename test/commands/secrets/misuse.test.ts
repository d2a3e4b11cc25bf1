import { expect, test } from 'vitest'
import {
  checkRequiredSecrets,
  defineSecrets,
  loadSecrets,
  openSecrets,
  ScanError,
  Secret,
} from '../../../src/secrets.ts'
import { MemoryStore, mockSecret, mockSecrets, mockSecretsFixture } from '../../../src/testing.ts'

/** What a program without types passes. */
const given = (value: unknown) => value as never
const keys = defineSecrets({ A: {} })
const NO_OBJECT = [undefined, null, 42, 'hunter2-hunter2', ['A']] as const
const without = (skipped: unknown) => NO_OBJECT.filter((value) => value !== skipped)

const CASES: Readonly<Record<string, readonly (() => unknown)[]>> = {
  'loadSecrets, in place of everything': without(undefined).map((value) => () => loadSecrets(given(value))),
  'loadSecrets, in place of options': without(undefined).map((value) => () => loadSecrets(keys, given(value))),
  'checkRequiredSecrets and openSecrets': [() => checkRequiredSecrets(given(null)), () => openSecrets(given(1))],
  'loadSecrets, keys that are none': [
    () => loadSecrets(given({ keys: null })),
    () => loadSecrets(given({ keys: { A: null } })),
    () => loadSecrets(given({ A: {} })),
  ],
  'options of another kind': [
    ...[{ cwd: 5 }, { env: null }, { environment: 5 }, { offline: 'no' }, { cache: '5' }, { cache: -1 }],
    ...[{ onWarning: 5 }, { stores: {} }, { stores: [null] }, { stores: [{}] }],
  ].map((options) => () => loadSecrets(keys, given(options))),
  defineSecrets: NO_OBJECT.map((value) => () => defineSecrets(given(value))),
  'a definition that is none': NO_OBJECT.map((value) => () => defineSecrets(given({ A: value }))),
  'properties of another kind': [
    ...[{ rule: 5 }, { schema: {} }, { schema: () => true }, { required: 'no' }, { sensitive: 0 }, { url: 5 }],
    ...[{ description: {} }, { example: 5 }, { empty: true }],
  ].map((definition) => () => defineSecrets(given({ A: definition }))),
  mockSecrets: NO_OBJECT.map((value) => () => mockSecrets(given(value))),
  'mockSecrets, the second argument': [
    () => mockSecrets({}, given(null)),
    () => mockSecrets({}, given({ env: null })),
    () => mockSecretsFixture(given(null))({}, async () => {}),
  ],
  'mockSecrets, a key': [undefined, 5, {}, { value: 5 }, { rule: 5 }].map(
    (value) => () => mockSecrets(given({ A: value })),
  ),
  mockSecret: [
    () => mockSecret(given(undefined)),
    () => mockSecret('github-pat', given(5)),
    () => mockSecret('github-pat', 'seed', given(null)),
    () => mockSecret('github-pat', 'seed', given({ checksum: true })),
  ],
  MemoryStore: [
    () => new MemoryStore(given(null)),
    () => new MemoryStore(given({ values: null })),
    () => new MemoryStore(given({ values: { A: 5 } })),
    () => new MemoryStore().write('A', given('hunter2-hunter2'), given({ stage: 'current', requestId: '1' })),
    () => new MemoryStore().write('A', new Secret('x'), given(undefined)),
  ],
  Secret: without('hunter2-hunter2').map((value) => () => new Secret(given(value))),
}

test.each(Object.entries(CASES))('misuse is told with what to pass instead: %s', async (_name, calls) => {
  const before = { ...process.env }
  for (const call of calls) {
    const error = await Promise.resolve()
      .then(call)
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ScanError)
    const { code, message, hint } = error as ScanError
    expect(['USAGE', 'CONFIG_INVALID']).toContain(code)
    expect(hint).toMatch(/\b(?:pass|write|rules list)\b/)
    expect(message + hint).not.toContain('hunter2')
  }
  expect(process.env).toEqual(before)
})

test('validators that are functions, as those of arktype, are taken', () => {
  const schema = Object.assign(() => true, {
    '~standard': { version: 1, vendor: 'own', validate: () => ({ value: 'x' }) },
  })
  expect(Object.keys(defineSecrets({ A: { schema: given(schema) } }).keys)).toEqual(['A'])
})
