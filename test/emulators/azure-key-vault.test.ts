import { beforeEach, describe, inject, test, vi } from 'vitest'
import { openStore } from '../../src/secrets/stores/stores.ts'
import { storeContract } from '../secrets/store-contract.ts'

const lowkey = inject('lowkeyVault')
let round = 0

if ('missing' in lowkey) {
  test.skip(`the contract against lowkey-vault (${lowkey.missing})`, () => {})
} else {
  beforeEach(() => {
    vi.stubEnv('IDENTITY_ENDPOINT', lowkey.tokenUrl)
    vi.stubEnv('IDENTITY_HEADER', 'testing')
    round++
  })

  const settings = {
    kind: 'azure-key-vault',
    url: lowkey.url,
    caFile: lowkey.caFile,
    serviceVersion: '7.6',
    disableChallengeResourceVerification: true,
  } as const
  const traits = { forgetsRetired: true, knowsRequests: true } as const

  describe('lowkey-vault, one secret a key', () => {
    storeContract(async () => openStore({ ...settings, prefix: `single-${round}-` }), {
      ...traits,
      hasVersionsPerKey: true,
    })
  })

  describe('lowkey-vault, one JSON secret', () => {
    storeContract(async () => openStore({ ...settings, secret: `json-${round}` }), {
      ...traits,
      hasVersionsPerKey: false,
    })
  })
}
