import { afterAll, beforeAll, beforeEach, describe, vi } from 'vitest'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { FakeAwsSecretsManager } from '../../support/fake-aws-secrets-manager.ts'
import { storeContract } from '../store-contract.ts'

let running: Awaited<ReturnType<typeof FakeAwsSecretsManager.start>>
let round = 0

beforeAll(async () => {
  running = await FakeAwsSecretsManager.start()
})
afterAll(() => running.server[Symbol.asyncDispose]())
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing')
  round++
  running.server.clear()
})

const settings = () => ({ kind: 'aws-secrets-manager', endpoint: running.server.url, region: 'eu-west-1' }) as const

describe('one secret a key', () => {
  storeContract(async () => openStore({ ...settings(), prefix: `r${round}/` }), {
    hasVersionsPerKey: true,
    forgetsRetired: false,
    knowsRequests: true,
    server: () => running.server,
  })
})

describe('one JSON secret', () => {
  storeContract(async () => openStore({ ...settings(), secret: `app${round}` }), {
    hasVersionsPerKey: false,
    forgetsRetired: false,
    knowsRequests: true,
    server: () => running.server,
  })
})
