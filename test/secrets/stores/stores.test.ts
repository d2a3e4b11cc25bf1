import { describe, expect, test, vi } from 'vitest'
import { Secret } from '../../../src/model/secret.ts'
import { STORE_KINDS } from '../../../src/model/store-settings.ts'
import { loadPeer } from '../../../src/secrets/stores/load-peer.ts'
import { retryAfter } from '../../../src/secrets/stores/retry.ts'
import { openStore } from '../../../src/secrets/stores/stores.ts'
import { readVersionNotes, writeVersionNotes } from '../../../src/secrets/stores/version-notes.ts'
import { writeMany } from '../../../src/secrets/stores/write-many.ts'
import { runStores } from '../../support/run-stores.ts'

const loaded = vi.hoisted(() => [] as string[])
vi.mock('@aws-sdk/client-secrets-manager', async (importOriginal) => {
  loaded.push('aws')
  return importOriginal()
})
vi.mock('@azure/keyvault-secrets', async (importOriginal) => {
  loaded.push('azure')
  return importOriginal()
})
vi.mock('@azure/identity', async (importOriginal) => {
  loaded.push('identity')
  return importOriginal()
})

const services = runStores()

describe('the SDKs', () => {
  test('are loaded by the first question only, and each by its own store', async () => {
    const stores = STORE_KINDS.map((kind) => openStore(services.settings(kind)))
    expect(stores.map(({ kind }) => kind)).toEqual(STORE_KINDS)
    await stores[2]?.read('KEY')
    await stores[3]?.read('KEY')
    expect(loaded).toEqual([])
    await stores[1]?.read('KEY')
    expect(loaded).toEqual(['aws'])
    await stores[0]?.read('KEY')
    expect(loaded.sort()).toEqual(['aws', 'azure', 'identity'])
  })

  test('that are missing are named with the line that installs them', async () => {
    const missing = Object.assign(new Error('not found'), { code: 'ERR_MODULE_NOT_FOUND' })
    await expect(loadPeer(['a', '@b/c'], () => Promise.reject(missing))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      hint: 'npm i a @b/c',
    })
    const other = new Error('broken')
    await expect(loadPeer(['a'], () => Promise.reject(other))).rejects.toBe(other)
  })

  test('print nothing, and leave the environment as it was', async () => {
    vi.stubEnv('AWS_PROFILE', 'absent')
    const warnings: unknown[] = []
    const listen = (warning: Error) => warnings.push(warning.message)
    process.on('warning', listen)
    const warn = vi.spyOn(console, 'warn').mockImplementation((...text) => warnings.push(text))
    const before = { ...process.env }
    await openStore(services.settings('aws-secrets-manager'))
      .read('KEY')
      .catch(() => {})
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', listen)
    warn.mockRestore()
    expect(warnings).toEqual([])
    expect(process.env).toEqual(before)
  })
})

test('50 keys of one AWS secret are read with one request', async () => {
  const keys = Array.from({ length: 50 }, (_, i) => `KEY_${i}`)
  services.aws.fake.put('app', JSON.stringify(Object.fromEntries(keys.map((key) => [key, key.toLowerCase()]))))
  const store = openStore({ ...services.settings('aws-secrets-manager'), secret: 'app' })
  const found = await store.readMany(keys)
  expect(found.get('KEY_49')?.value.reveal()).toBe('key_49')
  expect(found.size).toBe(50)
  expect(services.aws.server.requests).toHaveLength(1)
})

test('AWS is always told which stage is meant', async () => {
  const store = openStore(services.settings('aws-secrets-manager'))
  await store.read('KEY')
  await store.readMany(['KEY'])
  const asked = services.aws.server.requests.map(({ body }) => JSON.parse(body).VersionStage)
  expect(asked).toEqual(['AWSCURRENT', 'AWSCURRENT'])
})

test('two programs that change different keys of one secret at the same time lose none', async () => {
  const open = () => openStore({ ...services.settings('aws-secrets-manager'), secret: 'app' })
  services.aws.fake.put('app', '{}')
  const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(32))
  const writes = ids.map((requestId, i) =>
    open().write(`KEY_${i}`, new Secret(`${i}`), { stage: 'current', requestId }),
  )
  await Promise.all(writes)
  const keys = await open().readMany(['KEY_0', 'KEY_1', 'KEY_2'])
  expect([...keys.values()].map(({ value }) => value.reveal())).toEqual(['0', '1', '2'])
})

test.each(STORE_KINDS)(
  'ROT-04: of two programs that replace the same version at the same moment one at least is told: %s',
  async (kind) => {
    const open = () => openStore(services.settings(kind))
    const { id } = await open().write('KEY', new Secret('old'), { stage: 'current', requestId: 'o'.repeat(32) })
    const replace = (letter: string) =>
      open().write('KEY', new Secret(letter), { stage: 'current', requestId: letter.repeat(32), expectedCurrent: id })
    const outcomes = await Promise.allSettled([replace('a'), replace('b')])
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(codes.length).toBeGreaterThan(0)
    expect(new Set(codes)).toEqual(new Set(['STORE_CONFLICT']))
    expect(['a', 'b']).toContain((await open().read('KEY'))?.value.reveal())
  },
)

test.each(STORE_KINDS)('many keys are written at once: %s', async (kind) => {
  const values = new Map([...'ABCDEF'].map((key) => [key, new Secret(key.toLowerCase())]))
  const ids = [...'abcdefghij'].map((letter) => letter.repeat(32)).values()
  const newId = () => String(ids.next().value)
  for (const settings of [
    services.settings(kind),
    { ...services.settings(kind), secret: 'app', layout: 'json' },
  ] as const) {
    const store = openStore(settings)
    await writeMany(store, values, newId)
    const found = await store.readMany([...values.keys()])
    expect([...found.values()].map(({ value }) => value.reveal()).sort()).toEqual([...'abcdef'])
    expect(await store.versions('A')).toHaveLength(1)
    if (settings.layout === 'json') break
  }
})

test('ROT-01: a pending version of AWS is written with its stage, and made current by a move from the one before', async () => {
  const store = openStore(services.settings('aws-secrets-manager'))
  const old = await store.write('KEY', new Secret('old'), { stage: 'current', requestId: 'a'.repeat(32) })
  const pending = await store.write('KEY', new Secret('new'), { stage: 'pending', requestId: 'b'.repeat(32) })
  services.aws.server.clear()
  await store.promote('KEY', pending.id, old.id)
  const moves = services.aws.server.requests
    .filter(({ headers }) => headers['x-amz-target'] === 'secretsmanager.UpdateSecretVersionStage')
    .map(({ body }) => JSON.parse(body))
  expect(moves).toEqual([
    { SecretId: 'KEY', VersionStage: 'AWSCURRENT', MoveToVersionId: pending.id, RemoveFromVersionId: old.id },
    { SecretId: 'KEY', VersionStage: 'AWSPENDING', RemoveFromVersionId: pending.id },
  ])
})

test.each([
  [null, 0],
  ['', 0],
  ['7', 7000],
  ['Thu, 01 Jan 1970 00:00:09 GMT', 4000],
  ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
  ['soon', 0],
])('Retry-After %j asks for %d ms', (header, wait) => expect(retryAfter(header, 5000)).toBe(wait))

test('notes on versions are added to, and those of old versions make room', () => {
  let kept: Record<string, string> = { team: 'a' }
  for (let id = 1; id <= 30; id++) kept = writeVersionNotes(kept, String(id), { request: `r${id}` })
  kept = writeVersionNotes(kept, '30', { promoted: '7' })
  expect(Object.keys(kept)).toHaveLength(21)
  expect(kept['team']).toBe('a')
  expect(readVersionNotes(kept, '30')).toEqual({ request: 'r30', promoted: '7' })
  expect([readVersionNotes(kept, '1'), readVersionNotes({ 'keywarden-v1': 'x' }, '1')]).toEqual([{}, {}])
})
