import { type EnvironmentName, isProduction } from '../resolve/environment-name.ts'
import type { KeyProblem } from './key-problem.ts'

// Stripe, Paystack and Clerk (sk_test_), Razorpay (rzp_test_), Mollie (test_), Mercado Pago (TEST-), and many after them
const TEST_KEY = /^(?:[a-z]{2,12}_test_|test_|TEST-|sandbox[-_])[\w-]{8,}/
const LIVE_KEY = /^(?:[a-z]{2,12}_live_|live_)[\w-]{8,}/
const NOT_PRODUCTION = /^(?:dev|development|local|tests?|ci)$/i

/** Tells of a key of a test account in production. */
export function judgeTestKey(value: string, environment: EnvironmentName): KeyProblem | null {
  if (!isProduction(environment) || !TEST_KEY.test(value)) return null
  return { code: 'test-key', says: `is a test key, and this is ${environment.name}` }
}

/** A clause on a key of a live account where nothing is meant to be live; null elsewhere. */
export function warnOfLiveKey(value: string, { name }: EnvironmentName): string | null {
  return NOT_PRODUCTION.test(name) && LIVE_KEY.test(value) ? `is a live key, and this is ${name}` : null
}
