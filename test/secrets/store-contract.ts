import { randomUUID } from 'node:crypto'
import { expect, test as plainTest, vi } from 'vitest'
import { ScanError } from '../../src/model/errors.ts'
import { Secret } from '../../src/model/secret.ts'
import { boundTo, type SecretStore } from '../../src/secrets/stores/store.ts'
import type { FakeServer } from '../support/fake-server.ts'

/** What a store under test can do that others cannot. */
export interface StoreTraits {
  /** False where all keys share the versions of one secret. */
  readonly hasVersionsPerKey: boolean
  /** False where a value can still be had by its id once the version is retired. */
  readonly forgetsRetired: boolean
  /** False where a repeated request id with another value is not told from a new one. */
  readonly knowsRequests: boolean
  /** What the store asks, where it can be made to keep it waiting. */
  readonly server?: () => FakeServer
  /** Tests that the thing behind the store fails for a fault of its own: why, by the test's name. */
  readonly deviations?: Readonly<Record<string, string>>
}

const secret = (text: string) => new Secret(text)
const reveal = async (store: SecretStore, key: string, selector?: Parameters<SecretStore['read']>[1]) =>
  (await store.read(key, selector))?.value.reveal() ?? null
const codeOf = async (work: Promise<unknown>) => {
  try {
    await work
  } catch (error) {
    if (error instanceof ScanError) return error.code
    throw error
  }
  return 'no error'
}

/** One of each kind of call, on a key with the current version `id`. */
const CALLS: Readonly<Record<string, (store: SecretStore, id: string) => Promise<unknown>>> = {
  read: (store) => store.read('KEY'),
  readMany: (store) => store.readMany(['KEY', 'OTHER']),
  list: (store) => store.list(),
  versions: (store) => store.versions('KEY'),
  write: (store) => store.write('KEY', secret('new'), { stage: 'current', requestId: randomUUID() }),
  promote: (store, id) => store.promote('KEY', `pending:${id}`, id),
  retire: (store, id) => store.retire('KEY', id),
}

/** What every store owes, whatever is behind it. `open` gives a store that has no keys. */
export function storeContract(open: () => Promise<SecretStore>, traits: StoreTraits): void {
  const test = (name: string, run: () => Promise<void>) => {
    const reason = traits.deviations?.[name]
    if (reason === undefined) plainTest(name, run)
    else plainTest.skip(`${name} (${reason})`, run)
  }
  const set = (store: SecretStore, key: string, value: string) =>
    store.write(key, secret(value), { stage: 'current', requestId: randomUUID() })
  const stagePending = (store: SecretStore, key: string, value: string, requestId = randomUUID() as string) =>
    store.write(key, secret(value), { stage: 'pending', requestId })
  const currentId = async (store: SecretStore, key: string) => (await store.read(key))?.version.id ?? null

  test('a store without keys lists none', async () => {
    const store = await open()
    expect(await store.list()).toEqual([])
    expect(await store.versions('ABSENT')).toEqual([])
  })

  test('a key that is written can be read, and others cannot', async () => {
    const store = await open()
    const version = await set(store, 'DATABASE_URL', 'postgres://a')
    expect(version.stages).toEqual(['current'])
    const stored = await store.read('DATABASE_URL')
    expect(stored?.value.reveal()).toBe('postgres://a')
    expect(stored?.version).toMatchObject({ id: version.id, stages: ['current'], isEnabled: true })
    expect(stored?.version.createdOn).toBeInstanceOf(Date)
    expect(await store.read('DATABASE')).toBeNull()
  })

  plainTest.each([
    ['several lines', 'a\nb\r\n  c\n'],
    ['quotes and backslashes', `"it's" \\n \\ {"a":1}`],
    ['letters of all the world', 'zażółć 漢字 🔑 \u2028'],
    ['spaces round it', '  x  '],
    ['what looks like a number', '0012'],
    ['20 KB', 'x'.repeat(20_000)],
  ])('a value comes back as it was: %s', async (_name, value) => {
    const store = await open()
    await set(store, 'VALUE', value)
    expect(await reveal(store, 'VALUE')).toBe(value)
  })

  test('several keys are read at once, those that are not there are left out', async () => {
    const store = await open()
    await set(store, 'A', '1')
    await set(store, 'B', '2')
    const found = await store.readMany(['B', 'ABSENT', 'A'])
    expect([...found].map(([key, { value }]) => [key, value.reveal()]).sort()).toEqual([
      ['A', '1'],
      ['B', '2'],
    ])
    expect((await store.readMany([])).size).toBe(0)
  })

  test('keys are listed in order, under the names that they were written with, with their current version', async () => {
    const store = await open()
    for (const key of ['ZETA', 'DATABASE_URL', 'A1']) await set(store, key, 'x')
    const keys = await store.list()
    expect(keys.map(({ key }) => key)).toEqual(['A1', 'DATABASE_URL', 'ZETA'])
    for (const { key, version } of keys) {
      expect(version).toMatchObject({ id: await currentId(store, key), stages: ['current'] })
    }
  })

  test('a second value makes the first one previous, a third ends that', async () => {
    const store = await open()
    const first = await set(store, 'KEY', 'one')
    const second = await set(store, 'KEY', 'two')
    expect(second.id).not.toBe(first.id)
    expect(await reveal(store, 'KEY')).toBe('two')
    expect(await reveal(store, 'KEY', { stage: 'previous' })).toBe('one')
    expect(await reveal(store, 'KEY', { id: first.id })).toBe('one')
    await set(store, 'KEY', 'three')
    expect(await reveal(store, 'KEY', { stage: 'previous' })).toBe('two')
    const versions = await store.versions('KEY')
    expect(versions.map(({ stages }) => stages)).toEqual([['current'], ['previous'], []])
  })

  test('a version that is not there is null', async () => {
    const store = await open()
    await set(store, 'KEY', 'one')
    expect(await store.read('KEY', { stage: 'previous' })).toBeNull()
    expect(await store.read('KEY', { stage: 'pending' })).toBeNull()
    expect(await store.read('KEY', { id: randomUUID() })).toBeNull()
  })

  test('the same request repeated changes nothing', async () => {
    const store = await open()
    await set(store, 'KEY', 'one')
    const requestId = randomUUID()
    const write = () => store.write('KEY', secret('two'), { stage: 'current', requestId })
    const first = await write()
    expect((await write()).id).toBe(first.id)
    expect(await store.versions('KEY')).toHaveLength(2)
    expect(await reveal(store, 'KEY', { stage: 'previous' })).toBe('one')
  })

  if (traits.knowsRequests)
    test('the same request with another value is a conflict', async () => {
      const store = await open()
      const requestId = randomUUID()
      await store.write('KEY', secret('one'), { stage: 'current', requestId })
      const again = store.write('KEY', secret('two'), { stage: 'current', requestId })
      expect(await codeOf(again)).toBe('STORE_CONFLICT')
      expect(await reveal(store, 'KEY')).toBe('one')
    })

  test('a write that expects another current version is refused and changes nothing', async () => {
    const store = await open()
    const first = await set(store, 'KEY', 'one')
    await set(store, 'KEY', 'two')
    const write = (expectedCurrent: string | null) =>
      store.write('KEY', secret('three'), { stage: 'current', requestId: randomUUID(), expectedCurrent })
    expect(await codeOf(write(first.id))).toBe('STORE_CONFLICT')
    expect(await codeOf(write(null))).toBe('STORE_CONFLICT')
    expect(await reveal(store, 'KEY')).toBe('two')
    await write(await currentId(store, 'KEY'))
    expect(await reveal(store, 'KEY')).toBe('three')
  })

  test('a first write may expect that there is nothing yet', async () => {
    const store = await open()
    await store.write('KEY', secret('one'), { stage: 'current', requestId: randomUUID(), expectedCurrent: null })
    expect(await reveal(store, 'KEY')).toBe('one')
  })

  test('ROT-01: a pending version is not read by programs until it is promoted', async () => {
    const store = await open()
    const old = await set(store, 'KEY', 'old')
    const pending = await stagePending(store, 'KEY', 'new')
    expect(pending.stages).toEqual(['pending'])
    expect(await reveal(store, 'KEY')).toBe('old')
    expect(await reveal(store, 'KEY', { stage: 'pending' })).toBe('new')
    expect(await reveal(store, 'KEY', { id: pending.id })).toBe('new')
    expect((await store.readMany(['KEY'])).get('KEY')?.value.reveal()).toBe('old')
    expect((await store.list()).map(({ key }) => key)).toEqual(['KEY'])
    const now = await store.promote('KEY', pending.id, old.id)
    expect(now.stages).toEqual(['current'])
    expect(await currentId(store, 'KEY')).toBe(now.id)
    expect(await reveal(store, 'KEY')).toBe('new')
    expect(await reveal(store, 'KEY', { stage: 'previous' })).toBe('old')
    expect(await store.read('KEY', { stage: 'pending' })).toBeNull()
  })

  test('ROT-02: writing the same pending version again changes nothing', async () => {
    const store = await open()
    await set(store, 'KEY', 'old')
    const requestId = randomUUID()
    const first = await stagePending(store, 'KEY', 'new', requestId)
    expect((await stagePending(store, 'KEY', 'new', requestId)).id).toBe(first.id)
    expect((await store.versions('KEY')).filter(({ stages }) => stages.includes('pending'))).toHaveLength(1)
  })

  test('ROT-03: promoting again changes nothing', async () => {
    const store = await open()
    const old = await set(store, 'KEY', 'old')
    const pending = await stagePending(store, 'KEY', 'new')
    const first = await store.promote('KEY', pending.id, old.id)
    const count = (await store.versions('KEY')).length
    expect((await store.promote('KEY', pending.id, old.id)).id).toBe(first.id)
    expect(await store.versions('KEY')).toHaveLength(count)
    expect(await reveal(store, 'KEY', { stage: 'previous' })).toBe('old')
  })

  test('ROT-04: a further pending version is refused while one is pending', async () => {
    const store = await open()
    await set(store, 'KEY', 'old')
    await stagePending(store, 'KEY', 'mine')
    expect(await codeOf(stagePending(store, 'KEY', 'theirs'))).toBe('STORE_CONFLICT')
    expect(await reveal(store, 'KEY', { stage: 'pending' })).toBe('mine')
  })

  test('ROT-04: nothing is promoted over a version that came meanwhile', async () => {
    const store = await open()
    const old = await set(store, 'KEY', 'old')
    const pending = await stagePending(store, 'KEY', 'new')
    await set(store, 'KEY', 'theirs')
    expect(await codeOf(store.promote('KEY', pending.id, old.id))).toBe('STORE_CONFLICT')
    expect(await reveal(store, 'KEY')).toBe('theirs')
  })

  test('a key without a current version gets no pending one', async () => {
    const store = await open()
    expect(await codeOf(stagePending(store, 'KEY', 'new'))).toBe('STORE_REFUSED')
    expect(await store.list()).toEqual([])
  })

  test('a pending version that is given up makes room for another', async () => {
    const store = await open()
    await set(store, 'KEY', 'old')
    const given = await stagePending(store, 'KEY', 'first')
    await store.retire('KEY', given.id)
    await store.retire('KEY', given.id)
    expect(await store.read('KEY', { stage: 'pending' })).toBeNull()
    const second = await stagePending(store, 'KEY', 'second')
    expect(await reveal(store, 'KEY', { stage: 'pending' })).toBe('second')
    await store.promote('KEY', second.id, await currentId(store, 'KEY'))
    expect(await reveal(store, 'KEY')).toBe('second')
  })

  test('ROT-05: a retired version is no longer previous, and what is current stays', async () => {
    const store = await open()
    await set(store, 'KEY', 'older')
    const old = await set(store, 'KEY', 'old')
    await set(store, 'KEY', 'new')
    await store.retire('KEY', old.id)
    await store.retire('KEY', old.id)
    expect(await store.read('KEY', { stage: 'previous' })).toBeNull()
    expect(await reveal(store, 'KEY')).toBe('new')
    expect((await store.versions('KEY')).find(({ id }) => id === old.id)?.stages ?? []).toEqual([])
    if (traits.forgetsRetired) expect(await store.read('KEY', { id: old.id })).toBeNull()
  })

  test('the current version cannot be retired', async () => {
    const store = await open()
    const { id } = await set(store, 'KEY', 'one')
    expect(await codeOf(store.retire('KEY', id))).toBe('STORE_CONFLICT')
    expect(await reveal(store, 'KEY')).toBe('one')
  })

  if (traits.hasVersionsPerKey)
    test('a change of one key leaves the versions of another as they are', async () => {
      const store = await open()
      const { id } = await set(store, 'A', '1')
      await set(store, 'B', '2')
      expect(await currentId(store, 'A')).toBe(id)
      expect(await store.versions('A')).toHaveLength(1)
    })

  test('a change of one key leaves the value of another as it is', async () => {
    const store = await open()
    await set(store, 'A', '1')
    await set(store, 'B', '2')
    const pending = await stagePending(store, 'A', '3')
    await store.promote('A', pending.id, await currentId(store, 'A'))
    expect([await reveal(store, 'A'), await reveal(store, 'B')]).toEqual(['3', '2'])
  })

  const { server } = traits
  if (server !== undefined)
    plainTest.each(Object.entries(CALLS))(
      'a call that nobody waits for any more ends at once, and its requests with it: %s',
      async (_name, call) => {
        const store = await open()
        const { id } = await set(store, 'KEY', 'old')
        const stop = new AbortController()
        server().hold()
        const ended = codeOf(call(boundTo(store, stop.signal), id))
        await vi.waitFor(() => expect(server().held).toBeGreaterThan(0))
        stop.abort()
        expect(await ended).toBe('STORE_UNAVAILABLE')
        await vi.waitFor(() => expect(server().held).toBe(0))
        server().clear()
        expect(await codeOf(call(boundTo(store, stop.signal), id))).toBe('STORE_UNAVAILABLE')
        expect(server().requests).toEqual([])
        expect(await reveal(store, 'KEY')).toBe('old')
      },
    )

  test('no value shows in what a store says of itself or of a failure', async () => {
    const store = await open()
    const value = `shown-${randomUUID()}`
    const { id } = await set(store, 'KEY', value)
    const failures: unknown[] = []
    const keep = (error: unknown) => failures.push(error)
    await store.retire('KEY', id).catch(keep)
    await store
      .write('KEY', secret(`${value}2`), { stage: 'current', requestId: randomUUID(), expectedCurrent: null })
      .catch(keep)
    const shown = failures.map(
      (error) => `${(error as ScanError).stack}${JSON.stringify(error)}${(error as ScanError).hint}`,
    )
    expect(failures).toHaveLength(2)
    expect(
      [...shown, store.label, JSON.stringify(await store.read('KEY')), JSON.stringify(await store.list())].join(),
    ).not.toContain(value)
  })
}
