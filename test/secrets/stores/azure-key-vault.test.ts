import { afterAll, beforeAll, beforeEach, describe, vi } from 'vitest'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { FakeAzureKeyVault } from '../../support/fake-azure-key-vault.ts'
import { storeContract } from '../store-contract.ts'

let running: Awaited<ReturnType<typeof FakeAzureKeyVault.start>>
let round = 0

beforeAll(async () => {
  running = await FakeAzureKeyVault.start()
})
afterAll(() => running.server[Symbol.asyncDispose]())
beforeEach(() => {
  vi.stubEnv('IDENTITY_ENDPOINT', `${running.server.url}/token`)
  vi.stubEnv('IDENTITY_HEADER', 'testing')
  running.server.clear()
  round++
})

const settings = () =>
  ({ kind: 'azure-key-vault', url: running.server.url, disableChallengeResourceVerification: true }) as const

describe('one secret a key', () => {
  storeContract(async () => openStore({ ...settings(), prefix: `r${round}-` }), {
    hasVersionsPerKey: true,
    forgetsRetired: true,
    knowsRequests: true,
    server: () => running.server,
  })
})

describe('one JSON secret', () => {
  const open = async () => openStore({ ...settings(), secret: `app${round}` })
  storeContract(open, {
    hasVersionsPerKey: false,
    forgetsRetired: true,
    knowsRequests: true,
    server: () => running.server,
  })
})
