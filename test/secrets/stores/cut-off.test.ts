import { expect, test } from 'vitest'
import { Secret } from '../../../src/model/secret.ts'
import { STORE_KINDS, type StoreSettings } from '../../../src/model/store-settings.ts'
import type { SecretStore } from '../../../src/secrets/stores/store.ts'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { runStores } from '../../support/run-stores.ts'

const services = runStores()

/** A refusal that no client repeats, in the words of every service. */
const REFUSAL = {
  status: 403,
  body: { __type: 'AccessDeniedException', errors: ['no'], error: { code: 'Forbidden', status: 'PERMISSION_DENIED' } },
}
const MOST_REQUESTS = 80

const serverOf = (kind: StoreSettings['kind']) =>
  ({
    'aws-secrets-manager': services.aws,
    'azure-key-vault': services.azure,
    'hashicorp-vault': services.vault,
    'google-secret-manager': services.google,
  })[kind].server

const id = (letter: string) => letter.repeat(32)

/** Each ends with a current value `new` and a previous one `old`, however often it is begun. */
const WORKS: Readonly<Record<string, (store: SecretStore, key: string, old: string) => Promise<unknown>>> = {
  'a write': (store, key) => store.write(key, new Secret('new'), { stage: 'current', requestId: id('b') }),
  'a write over an expected version': (store, key, old) =>
    store.write(key, new Secret('new'), { stage: 'current', requestId: id('b'), expectedCurrent: old }),
  'a rotation': async (store, key, old) => {
    const current = await store.read(key)
    if (current?.value.reveal() === 'new' && (await store.read(key, { stage: 'pending' })) === null) return
    const pending =
      (await store.read(key, { stage: 'pending' }))?.version ??
      (await store.write(key, new Secret('new'), { stage: 'pending', requestId: id('b') }))
    await store.promote(key, pending.id, old)
  },
}

const CASES = STORE_KINDS.flatMap((kind) =>
  (
    [
      { work: 'a write', layout: 'single', effect: 'done' },
      { work: 'a write over an expected version', layout: 'single', effect: 'done' },
      { work: 'a rotation', layout: 'single', effect: 'none' },
      { work: 'a rotation', layout: 'single', effect: 'done' },
      { work: 'a rotation', layout: 'json', effect: 'done' },
    ] as const
  ).map((one) => ({ kind, ...one })),
)

test.each(CASES)(
  'ROT-03: $work in $kind, layout $layout, cut off at any request whose effect is $effect, can be repeated',
  async ({ kind, layout, work, effect }) => {
    let wasCutOff = true
    for (let after = 0; wasCutOff && after < MOST_REQUESTS; after++) {
      const key = layout === 'single' ? `KEY_${after}` : 'KEY'
      const open = () =>
        openStore({ ...services.settings(kind), ...(layout === 'json' && { secret: `app${after}` }) } as StoreSettings)
      const old = await open().write(key, new Secret('old'), { stage: 'current', requestId: id('a') })
      serverOf(kind).plan({ ...REFUSAL, after, times: 1, effect })
      const perform = WORKS[work] as (typeof WORKS)[string]
      wasCutOff = await perform(open(), key, old.id).then(
        () => false,
        () => true,
      )
      serverOf(kind).clear()
      await perform(open(), key, old.id)
      expect(await valuesOf(open(), key)).toEqual({ current: 'new', previous: 'old', pending: null, versions: 2 })
    }
    expect(wasCutOff).toBe(false)
  },
)

async function valuesOf(store: SecretStore, key: string) {
  const value = async (stage: 'current' | 'previous' | 'pending') =>
    (await store.read(key, { stage }))?.value.reveal() ?? null
  return {
    current: await value('current'),
    previous: await value('previous'),
    pending: await value('pending'),
    versions: (await store.versions(key)).length,
  }
}
