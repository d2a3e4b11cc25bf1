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

/** Settings of right and wrong shapes, some of each. */
export const arbitrarySettings = fc.record(
  {
    'fail-on': mostly(fc.constantFrom('low', 'medium', 'high', 'critical', 'certain')),
    'min-confidence': mostly(fc.constantFrom('low', 'medium', 'high', 'certain', 'critical')),
    'strict-checksums': mostly(fc.boolean()),
    baseline: mostly(glob),
    rules: mostly(fc.record({ files: listOf(glob), disabled: listOf(word) }, { requiredKeys: [] })),
    policy: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: mostly(policy) }),
    allow: listOf(allowEntry),
  },
  { requiredKeys: [] },
)
