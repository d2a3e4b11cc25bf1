import { beforeEach, describe, inject, test, vi } from 'vitest'
import { openStore } from '../../src/secrets/stores/stores.ts'
import { storeContract } from '../secrets/store-contract.ts'

const moto = inject('moto')
let round = 0

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing')
  vi.stubEnv('AWS_PROFILE', undefined)
  round++
})

const TRAITS = {
  forgetsRetired: false,
  knowsRequests: true,
  deviations: { 'a store without keys lists none': 'moto 5 answers 500 where AWS answers ResourceNotFoundException' },
} as const

if ('missing' in moto) {
  test.skip(`the contract against moto (${moto.missing})`, () => {})
} else {
  const settings = { kind: 'aws-secrets-manager', endpoint: moto.url, region: 'eu-west-1' } as const

  describe('moto, one secret a key', () => {
    storeContract(async () => openStore({ ...settings, prefix: `single/${round}/` }), {
      ...TRAITS,
      hasVersionsPerKey: true,
    })
  })

  describe('moto, one JSON secret', () => {
    const { deviations: _, ...traits } = TRAITS
    storeContract(async () => openStore({ ...settings, secret: `json/${round}` }), {
      ...traits,
      hasVersionsPerKey: false,
    })
  })
}
