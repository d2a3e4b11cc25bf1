import fc from 'fast-check'

const globPart = fc.constantFrom(
  'src',
  '*',
  '**',
  '/',
  '..',
  '.',
  'a.ts',
  '[ab]',
  '[',
  '{a,b}',
  '{',
  '}',
  ',',
  '{*,a}',
  './',
  ' ',
  '!',
  '(',
  '\\',
  '?',
  'é',
  '日',
  '',
  '-',
  'C:',
)
const oddGlob = fc.array(globPart, { maxLength: 6 }).map((parts) => parts.join(''))
const glob = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('src/a.ts', 'docs', 'b.toml', './c') },
  { weight: 2, arbitrary: oddGlob },
)
const word = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('acme-token', 'a', 'a1') },
  { weight: 1, arbitrary: fc.constantFrom('A', '', 'a b', '-a', 'a--b', 'kw1:ab/c+=', 'kw:a', 'a\nb', ' ') },
)
const fingerprint = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('kw1:a-b_9', 'kw2:A') },
  { weight: 1, arbitrary: word },
)
const oddity = fc.constantFrom<unknown>(1, true, '', [], {}, 1.5, ['x'], [1])

function mostly(usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: oddity })
}

function listOf(item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return mostly(fc.array(mostly(item), { maxLength: 2 }))
}

const allowEntry = fc.record(
  {
    paths: listOf(glob),
    rules: listOf(word),
    secrets: listOf(fingerprint),
    reason: mostly(fc.constantFrom('why', 'made up', 'a b', ' ', 'a\tb')),
  },
  { requiredKeys: ['reason'] },
)

const policyId = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('env-file-tracked', 'code-secret-default') },
  { weight: 1, arbitrary: word },
)
const policyAllowEntry = fc.record(
  {
    paths: listOf(glob),
    policies: listOf(policyId),
    reason: mostly(fc.constantFrom('why', 'made up', ' ')),
  },
  { requiredKeys: ['paths', 'reason'] },
)
const level = mostly(
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('off', 'notice', 'low', 'critical') },
    { weight: 1, arbitrary: fc.constant('on') },
  ),
)
const policy = fc.record(
  { 'env-file-tracked': level, 'image-takes-env': level, allow: listOf(policyAllowEntry) },
  { requiredKeys: [] },
)

const address = fc.constantFrom('https://a.vault.azure.net', 'http://localhost:1', 'http://127.0.0.1', 'http://[::1]/')
const oddAddress = fc.constantFrom('http://a.b', 'https://', 'ftp://a', 'https://a b', 'http://localhost.b', 'a')
const storeAddress = fc.oneof({ weight: 8, arbitrary: address }, { weight: 1, arbitrary: oddAddress })
const storeName = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('acme/prod', 'eu-central-1', 'a@b=c+d.e_f:g') },
  { weight: 1, arbitrary: fc.constantFrom('', 'a b', 'a\n', 'é', 'a#b') },
)
const shared = {
  optional: mostly(fc.boolean()),
  environments: listOf(fc.constantFrom('production', 'a', 'e_1')),
  layout: mostly(fc.constantFrom('single', 'json')),
  secret: mostly(storeName),
  prefix: mostly(storeName),
  'ca-file': mostly(fc.constantFrom('ca.pem', '/etc/ca.pem', 'a b')),
}

function storeOf(kind: string, properties: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const record = { kind: mostly(fc.constant(kind)), ...shared, ...properties }
  return fc.record(record, { requiredKeys: ['kind'] })
}

const store = fc.oneof(
  storeOf('azure-key-vault', {
    url: mostly(storeAddress),
    'service-version': mostly(storeName),
    'disable-challenge-resource-verification': mostly(fc.boolean()),
  }),
  storeOf('aws-secrets-manager', {
    region: mostly(storeName),
    endpoint: mostly(storeAddress),
    profile: mostly(fc.constantFrom('default', 'a b')),
  }),
  storeOf('hashicorp-vault', { url: mostly(storeAddress), mount: mostly(storeName), namespace: mostly(storeName) }),
  storeOf('google-secret-manager', { project: mostly(storeName), endpoint: mostly(storeAddress) }),
  fc.record({ kind: fc.constantFrom('aws-secrets-manager'), url: storeAddress }),
  fc.record({ secret: storeName }),
)

const days = fc.oneof(
  { weight: 16, arbitrary: fc.constantFrom('90d', '1d', '9999d') },
  { weight: 1, arbitrary: fc.constantFrom('0d', '10000d', '90', '1h', '') },
)
const keyName = fc.oneof(
  { weight: 16, arbitrary: fc.constantFrom('DATABASE_URL', '_a', 'a'.repeat(128)) },
  { weight: 1, arbitrary: fc.constantFrom('a'.repeat(129), 'A-B', '1A', '') },
)
const rotation = fc.record(
  { 'max-age': mostly(days), keys: mostly(fc.dictionary(keyName, days, { maxKeys: 2 })) },
  { requiredKeys: [] },
)

const secrets = fc.record(
  {
    timeout: mostly(fc.integer({ min: 0, max: 121 })),
    cache: mostly(fc.constantFrom(0, 300, 86_400, 86_401, -1)),
    stores: mostly(fc.array(store, { maxLength: 2 })),
    rotation: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: rotation }),
  },
  { requiredKeys: [] },
)

/** Settings of right and wrong shapes, some of each. */
export const arbitrarySettings = fc.record(
  {
    'fail-on': mostly(fc.constantFrom('low', 'medium', 'high', 'critical', 'certain')),
    'min-confidence': mostly(fc.constantFrom('low', 'medium', 'high', 'certain', 'critical')),
    'strict-checksums': mostly(fc.boolean()),
    baseline: mostly(glob),
    rules: mostly(fc.record({ files: listOf(glob), disabled: listOf(word) }, { requiredKeys: [] })),
    policy: fc.oneof({ weight: 12, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: mostly(policy) }),
    allow: listOf(allowEntry),
    secrets: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: mostly(secrets) }),
  },
  { requiredKeys: [] },
)
