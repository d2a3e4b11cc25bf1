import { describe, expect, test, vi } from 'vitest'
import type { PlaceAnswer } from '../../../src/secrets/resolve/place.ts'
import { type GateOptions, StoreGate } from '../../../src/secrets/resolve/store-gate.ts'
import { FakeStore, storeError } from '../fake-store.ts'

const OPTIONS: GateOptions = { mode: 'online', cacheFor: 60_000, timeout: 1000, now: () => 0, signal: null }

function gateTo(store: FakeStore, options: Partial<GateOptions> = {}): StoreGate {
  const source = { label: store.label, isOptional: false, open: async () => store }
  return new StoreGate(source, { ...OPTIONS, ...options })
}

const shown = (answer: PlaceAnswer) => (answer.kind === 'value' ? answer.value.reveal() : answer.kind)
const ask = async (gate: StoreGate, ...keys: string[]) =>
  (await Promise.all(keys.map((key) => gate.read(key, null)))).map(shown)

describe('requests', () => {
  test('fifty keys that are asked for at once are one request', async () => {
    const keys = Array.from({ length: 50 }, (_, i) => `KEY_${i}`)
    const store = new FakeStore(Object.fromEntries(keys.map((key) => [key, `value of ${key}`])))
    expect(await ask(gateTo(store), ...keys)).toEqual(keys.map((key) => `value of ${key}`))
    expect(store.requests).toEqual([keys])
  })

  test('a key that is being asked for is not asked for again', async () => {
    const store = new FakeStore({ A: 'a' })
    let go = () => {}
    store.delay = new Promise((resolve) => {
      go = resolve
    })
    const gate = gateTo(store)
    const first = ask(gate, 'A')
    await vi.waitFor(() => expect(store.requests).toHaveLength(1))
    const second = ask(gate, 'A', 'A')
    go()
    expect([await first, await second]).toEqual([['a'], ['a', 'a']])
    expect(store.requests).toEqual([['A']])
  })

  test('a store is opened with the first question, and once', async () => {
    const store = new FakeStore({ A: 'a' })
    const open = vi.fn(async () => store)
    const gate = new StoreGate({ label: 'x', isOptional: false, open }, OPTIONS)
    expect(open).not.toHaveBeenCalled()
    await ask(gate, 'A')
    await ask(gate, 'B')
    expect(open).toHaveBeenCalledTimes(1)
  })

  test('a store that could not be opened is opened again', async () => {
    const store = new FakeStore({ A: 'a' })
    const open = vi.fn(async () => store).mockRejectedValueOnce(storeError('STORE_UNAVAILABLE'))
    const gate = new StoreGate({ label: 'x', isOptional: false, open }, OPTIONS)
    expect(await ask(gate, 'A')).toEqual(['failed'])
    expect(await ask(gate, 'A')).toEqual(['a'])
  })

  test('a version that is named is read by itself', async () => {
    const store = new FakeStore({ A: 'new', 'A@v7': 'old', 'A@previous': 'older' })
    const gate = gateTo(store)
    const answers = [{ id: 'v7' }, { stage: 'previous' } as const, null].map((selector) => gate.read('A', selector))
    expect((await Promise.all(answers)).map(shown)).toEqual(['old', 'older', 'new'])
  })
})

describe('what is kept', () => {
  test('an answer is good for its time and no longer', async () => {
    let time = 0
    const store = new FakeStore({ A: 'a' })
    const gate = gateTo(store, { now: () => time })
    await ask(gate, 'A')
    store.values['A'] = 'b'
    time = 59_999
    expect(await ask(gate, 'A')).toEqual(['a'])
    time = 60_000
    expect(await ask(gate, 'A')).toEqual(['b'])
    expect(store.requests).toHaveLength(2)
  })

  test('that a key is not there is believed for half a minute', async () => {
    let time = 0
    const store = new FakeStore({})
    const gate = gateTo(store, { now: () => time })
    expect(await ask(gate, 'A')).toEqual(['absent'])
    store.values['A'] = 'a'
    time = 29_999
    expect(await ask(gate, 'A')).toEqual(['absent'])
    time = 30_000
    expect(await ask(gate, 'A')).toEqual(['a'])
  })

  test('without a time nothing is kept', async () => {
    const store = new FakeStore({ A: 'a' })
    const gate = gateTo(store, { cacheFor: 0 })
    await ask(gate, 'A')
    await ask(gate, 'A')
    expect(store.requests).toHaveLength(2)
  })

  test('a failure is not kept', async () => {
    const store = new FakeStore({ A: 'a' })
    const gate = gateTo(store)
    store.fails = () => storeError('STORE_UNAVAILABLE')
    expect(await ask(gate, 'A')).toEqual(['failed'])
    store.fails = () => null
    expect(await ask(gate, 'A')).toEqual(['a'])
  })

  test('what is forgotten is read anew, whatever is still on its way', async () => {
    const store = new FakeStore({ A: 'a' })
    let go = () => {}
    store.delay = new Promise((resolve) => {
      go = resolve
    })
    const gate = gateTo(store)
    const early = ask(gate, 'A')
    await vi.waitFor(() => expect(store.requests).toHaveLength(1))
    gate.forget()
    const late = ask(gate, 'A')
    await vi.waitFor(() => expect(store.requests).toHaveLength(2))
    go()
    await early
    store.values['A'] = 'b'
    await late
    gate.forget()
    expect(await ask(gate, 'A')).toEqual(['b'])
  })
})

describe('what goes wrong', () => {
  test('a store that does not answer in time has failed', async () => {
    const store = new FakeStore({ A: 'a' })
    store.delay = new Promise(() => {})
    const answer = await gateTo(store, { timeout: 5 }).read('A', null)
    expect(answer).toMatchObject({
      kind: 'failed',
      error: { code: 'STORE_UNAVAILABLE', message: 'Fake Store did not answer within 0.005 s' },
    })
  })

  test.each(['the time is over', 'the run is stopped'])('what is still asked for is given up when %s', async (when) => {
    const store = new FakeStore({ A: 'a' })
    store.delay = new Promise(() => {})
    const run = new AbortController()
    const given: AbortSignal[] = []
    const until = (signal: AbortSignal) => {
      expect(signal.aborted).toBe(false)
      given.push(signal)
      return store
    }
    const options = when === 'the time is over' ? { timeout: 5 } : { signal: run.signal }
    const asked = gateTo(Object.assign(store, { until }), options).read('A', null)
    await vi.waitFor(() => expect(given).toHaveLength(1))
    if (when === 'the run is stopped') run.abort()
    else await asked
    expect(given[0]?.aborted).toBe(true)
  })

  test.each(['STORE_REFUSED', 'STORE_DENIED'] as const)('%s of one key does not hide the others', async (code) => {
    const store = new FakeStore({ A: 'a', B: 'b', C: 'c' })
    store.fails = (keys) => (keys.includes('B') ? storeError(code, 'B in Fake Store: is disabled') : null)
    expect(await ask(gateTo(store), 'A', 'B', 'C')).toEqual(['a', 'failed', 'c'])
  })

  test('a store that cannot be reached is not asked for each key by itself', async () => {
    const store = new FakeStore({ A: 'a', B: 'b' })
    store.fails = () => storeError('STORE_UNAVAILABLE')
    expect(await ask(gateTo(store), 'A', 'B')).toEqual(['failed', 'failed'])
    expect(store.requests).toEqual([['A', 'B']])
  })

  test('an error of another kind is told by its name: its message may hold a value', async () => {
    const store = new FakeStore({})
    store.fails = () => new TypeError('bad value: hunter2')
    const answer = await gateTo(store).read('A', null)
    expect(answer).toMatchObject({ kind: 'failed', error: { message: 'Fake Store could not be asked: TypeError' } })
  })

  test('offline, nothing is asked', async () => {
    const store = new FakeStore({ A: 'a' })
    expect(await ask(gateTo(store, { mode: 'offline' }), 'A')).toEqual(['offline'])
    expect(store.requests).toEqual([])
  })
})
