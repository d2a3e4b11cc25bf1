import { afterAll, beforeAll, beforeEach, describe, vi } from 'vitest'
import { AzureKeyVault } from '../../../src/secrets/stores/azure-key-vault.ts'
import { azureNames } from '../../../src/secrets/stores/azure-names.ts'
import { DocumentStore } from '../../../src/secrets/stores/document-store.ts'
import { LineStore } from '../../../src/secrets/stores/line-store.ts'
import { prefixedNames } from '../../../src/secrets/stores/name-map.ts'
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
  storeContract(async () => new LineStore(new AzureKeyVault(settings(), azureNames(`r${round}-`))), {
    hasVersionsPerKey: true,
    forgetsRetired: true,
    knowsRequests: true,
  })
})

describe('one JSON secret', () => {
  const open = async () =>
    new DocumentStore(new LineStore(new AzureKeyVault(settings(), prefixedNames(''))), `app${round}`)
  storeContract(open, { hasVersionsPerKey: false, forgetsRetired: true, knowsRequests: true })
})
