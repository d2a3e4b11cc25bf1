import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { Secret } from '../../../src/model/secret.ts'
import type { StoreSettings } from '../../../src/model/store-settings.ts'
import { rotateSecret } from '../../../src/secrets/rotate/rotate-secret.ts'
import type { RotationPorts } from '../../../src/secrets/rotate/rotation.ts'
import type { SecretStore } from '../../../src/secrets/stores/store.ts'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { FakeAwsSecretsManager } from '../../support/fake-aws-secrets-manager.ts'
import { FakeAzureKeyVault } from '../../support/fake-azure-key-vault.ts'
import { FakeHashicorpVault } from '../../support/fake-hashicorp-vault.ts'
import { Crash, CrashPlan, crashing, memoryJournal } from './crashing-ports.ts'

const KEY = 'DATABASE_PASSWORD'
const request = { key: KEY, grace: 0, finding: null }

/** The fakes speak the wire of the services; see each for the documents that it follows. */
const SERVICES: Readonly<Record<string, () => Promise<{ store: StoreSettings; end: () => Promise<void> }>>> = {
  'AWS Secrets Manager': async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'testing')
    const { server } = await FakeAwsSecretsManager.start()
    const store = { kind: 'aws-secrets-manager', endpoint: server.url, region: 'eu-west-1' } as const
    return { store, end: async () => server[Symbol.asyncDispose]() }
  },
  'Azure Key Vault': async () => {
    const { server } = await FakeAzureKeyVault.start()
    vi.stubEnv('IDENTITY_ENDPOINT', `${server.url}/token`)
    vi.stubEnv('IDENTITY_HEADER', 'testing')
    const store = { kind: 'azure-key-vault', url: server.url, disableChallengeResourceVerification: true } as const
    return { store, end: async () => server[Symbol.asyncDispose]() }
  },
  'HashiCorp Vault': async () => {
    vi.stubEnv('VAULT_TOKEN', 'testing')
    const { server } = await FakeHashicorpVault.start()
    return { store: { kind: 'hashicorp-vault', url: server.url }, end: async () => server[Symbol.asyncDispose]() }
  },
}

function portsFor(store: SecretStore, made: string[]): RotationPorts {
  return {
    store,
    journal: memoryJournal(),
    now: Date.now,
    newId: randomUUID,
    newValue: async () => new Secret(made[made.push(`new ${made.length + 1}`) - 1] ?? ''),
    verify: async () => {},
    conclude: async () => {},
  }
}

async function freshStore(settings: StoreSettings): Promise<SecretStore> {
  const store = openStore(settings)
  const write = (key: string, value: string) =>
    store.write(key, new Secret(value), { stage: 'current', requestId: randomUUID() })
  await write('OTHER', 'stays')
  await write(KEY, 'old')
  return store
}

const currentOf = async (store: SecretStore, key = KEY) => (await store.read(key))?.value.reveal()

describe.each(Object.entries(SERVICES))('%s', (_, start) => {
  test.each(['single', 'json'] as const)(
    'ROT-02 ROT-03: layout %s, cut off behind each change and run again',
    async (layout) => {
      const { store: settings, end } = await start()
      try {
        let round = 0
        const place = () =>
          layout === 'json' ? { layout, secret: `app-${round++}` } : { layout, prefix: `r${round++}-` }
        const counting = new CrashPlan(-1, 'before')
        await rotateSecret(
          request,
          crashing(portsFor(await freshStore({ ...settings, ...place() }), []), counting, 'changes'),
        )
        expect(counting.calls).toBeGreaterThan(8)
        for (let call = 0; call < counting.calls; call++) {
          const made: string[] = []
          const store = await freshStore({ ...settings, ...place() })
          const ports = portsFor(store, made)
          const cutOff = rotateSecret(request, crashing(ports, new CrashPlan(call, 'after'), 'changes'))
          await expect(cutOff).rejects.toThrow(Crash)
          expect(['old', ...made]).toContain(await currentOf(store))
          const isOver = (await ports.journal.read()) === null && (await currentOf(store)) !== 'old'
          if (!isOver) expect(await rotateSecret(request, ports)).toMatchObject({ kind: 'done' })
          expect(await currentOf(store)).toBe(made.at(-1))
          expect(await currentOf(store, 'OTHER')).toBe('stays')
          expect(await store.read(KEY, { stage: 'previous' })).toBeNull()
          expect(await store.read(KEY, { stage: 'pending' })).toBeNull()
        }
      } finally {
        await end()
      }
    },
  )

  test('ROT-04: a rotation that another machine has begun stops it', async () => {
    const { store: settings, end } = await start()
    try {
      const store = await freshStore(settings)
      const other = portsFor(openStore(settings), [])
      const stopped = rotateSecret(request, { ...other, verify: async () => Promise.reject(new Crash()) })
      await expect(stopped).rejects.toThrow(Crash)
      const made: string[] = []
      await expect(rotateSecret(request, portsFor(store, made))).rejects.toThrow(
        expect.objectContaining({ code: 'STORE_CONFLICT' }),
      )
      expect(made).toEqual([])
      expect(await rotateSecret(request, other)).toMatchObject({ kind: 'done' })
      expect(await currentOf(store)).toBe('new 1')
    } finally {
      await end()
    }
  })
})
