import { afterAll, beforeAll, beforeEach, describe, vi } from 'vitest'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { FakeGoogleSecretManager } from '../../support/fake-google-secret-manager.ts'
import { storeContract } from '../store-contract.ts'

let running: Awaited<ReturnType<typeof FakeGoogleSecretManager.start>>
let round = 0

beforeAll(async () => {
  running = await FakeGoogleSecretManager.start()
})
afterAll(() => running.server[Symbol.asyncDispose]())
beforeEach(() => {
  vi.stubEnv('CLOUDSDK_AUTH_ACCESS_TOKEN', 'testing')
  running.server.clear()
  round++
})

const settings = () => ({ kind: 'google-secret-manager', project: 'acme', endpoint: running.server.url }) as const

describe('one secret a key', () => {
  storeContract(async () => openStore({ ...settings(), prefix: `r${round}-` }), {
    hasVersionsPerKey: true,
    forgetsRetired: true,
    knowsRequests: true,
    server: () => running.server,
  })
})

describe('many keys in one secret', () => {
  storeContract(async () => openStore({ ...settings(), secret: `app${round}` }), {
    hasVersionsPerKey: false,
    forgetsRetired: true,
    knowsRequests: true,
    server: () => running.server,
  })
})
