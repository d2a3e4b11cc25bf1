import { expect, test } from 'vitest'
import { POLICIES } from '../../src/model/policy.ts'
import type { Breach } from '../../src/policy/breach.ts'
import { settleBreaches } from '../../src/policy/settle-breaches.ts'

const breach = (policyId: Breach['policyId'], path: string, line: number | null = null): Breach => ({
  policyId,
  path,
  line,
  message: 'what',
  remedy: 'do this',
  mends: [],
})

test('a breach becomes what the policy says of itself, unless the settings say otherwise', () => {
  const breaches = [breach('env-file-tracked', 'a'), breach('env-key-repeated', 'b', 3), breach('image-takes-env', 'c')]
  const levels = { 'env-key-repeated': 'notice', 'image-takes-env': 'critical' } as const
  expect(settleBreaches(breaches, { levels, allowances: [] })).toEqual({
    violations: [
      {
        policyId: 'env-file-tracked',
        severity: POLICIES['env-file-tracked'],
        path: 'a',
        line: null,
        message: 'what',
        remedy: 'do this',
      },
      { policyId: 'image-takes-env', severity: 'critical', path: 'c', line: null, message: 'what', remedy: 'do this' },
    ],
    notices: ['b:3: what [env-key-repeated]; do this'],
    standing: breaches,
  })
})

test('what is off is not told, and what is accepted is told by the entry alone', () => {
  const breaches = [breach('env-file-tracked', 'a'), breach('env-file-tracked', 'b'), breach('env-key-repeated', 'b')]
  const allowance = { accepts: (path: string) => path === 'b', reason: 'public', source: 'keywarden.toml:4' }
  const of = (policies: readonly Breach['policyId'][]) =>
    settleBreaches(breaches, { levels: { 'env-key-repeated': 'off' }, allowances: [{ ...allowance, policies }] })
  expect(of([])).toMatchObject({
    violations: [{ path: 'a' }],
    notices: ['keywarden.toml:4 accepts a breach of a policy: public'],
    standing: [{ path: 'a' }],
  })
  expect(of(['image-takes-env'])).toMatchObject({ violations: [{ path: 'a' }, { path: 'b' }], notices: [] })
})
