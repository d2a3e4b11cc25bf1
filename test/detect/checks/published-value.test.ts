import { expect, test } from 'vitest'
import { isPublished } from '../../../src/detect/checks/published-value.ts'
import { mock } from '../../support/mock.ts'
import { blobOf, builtInRules, engineOf } from '../engine.ts'

// the first key of Stripe's API reference, put together here so that it stands nowhere
const SAMPLE = ['sk', 'test', ['4eC39H', 'qLyjWD', 'arjtT1', 'zdp7dc'].join('')].join('_')

test('knows a key that a provider has published, and no other', () => {
  expect(isPublished(SAMPLE)).toBe(true)
  expect(isPublished(`${SAMPLE}x`)).toBe(false)
  expect(isPublished(mock('stripe-secret-key'))).toBe(false)
})

test('what is published is no finding', async () => {
  const engine = engineOf(await builtInRules())
  const rulesIn = (key: string) => engine.detect(blobOf(`STRIPE_KEY="${key}"\n`)).matches.map(({ rule }) => rule.id)
  expect(rulesIn(SAMPLE)).toEqual([])
  expect(rulesIn(mock('stripe-test-key'))).toEqual(['stripe-test-key'])
})
