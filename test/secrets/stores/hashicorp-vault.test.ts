import { afterAll, beforeAll, beforeEach, describe, vi } from 'vitest'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { FakeHashicorpVault } from '../../support/fake-hashicorp-vault.ts'
import { storeContract } from '../store-contract.ts'

let running: Awaited<ReturnType<typeof FakeHashicorpVault.start>>
let round = 0

beforeAll(async () => {
  running = await FakeHashicorpVault.start()
})
afterAll(() => running.server[Symbol.asyncDispose]())
beforeEach(() => {
  vi.stubEnv('VAULT_TOKEN', 'testing')
  running.server.clear()
  round++
})

const settings = () => ({ kind: 'hashicorp-vault', url: running.server.url }) as const

describe('one secret a key', () => {
  storeContract(async () => openStore({ ...settings(), prefix: `r${round}/` }), {
    hasVersionsPerKey: true,
    forgetsRetired: true,
    knowsRequests: true,
    server: () => running.server,
  })
})

describe('many keys in one secret', () => {
  storeContract(async () => openStore({ ...settings(), secret: `team/app${round}` }), {
    hasVersionsPerKey: false,
    forgetsRetired: true,
    knowsRequests: true,
    server: () => running.server,
  })
})
