import { randomUUID } from 'node:crypto'
import { beforeEach, describe, inject, test, vi } from 'vitest'
import type { StoreSettings } from '../../src/model/store-settings.ts'
import { openStore } from '../../src/secrets/stores/stores.ts'
import { rotationContract } from '../secrets/rotate/rotation-contract.ts'

const moto = inject('moto')
const lowkey = inject('lowkeyVault')

function inBothLayouts(settings: StoreSettings): void {
  const own = randomUUID()

  describe('one secret a key', () => {
    rotationContract((name) => openStore({ ...settings, prefix: `${own}-${name}-` }))
  })

  describe('one JSON secret', () => {
    rotationContract((name) => openStore({ ...settings, secret: `${own}-${name}` }))
  })
}

describe('rotation in moto', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing')
    vi.stubEnv('AWS_PROFILE', undefined)
  })
  if ('missing' in moto) test.skip(`moto: ${moto.missing}`, () => {})
  else inBothLayouts({ kind: 'aws-secrets-manager', endpoint: moto.url, region: 'eu-west-1' })
})

describe('rotation in lowkey-vault', () => {
  if ('missing' in lowkey) {
    test.skip(`lowkey-vault: ${lowkey.missing}`, () => {})
    return
  }
  beforeEach(() => {
    vi.stubEnv('IDENTITY_ENDPOINT', lowkey.tokenUrl)
    vi.stubEnv('IDENTITY_HEADER', 'testing')
  })
  const { url, caFile } = lowkey
  inBothLayouts({
    kind: 'azure-key-vault',
    url,
    caFile,
    serviceVersion: '7.6',
    disableChallengeResourceVerification: true,
  })
})
