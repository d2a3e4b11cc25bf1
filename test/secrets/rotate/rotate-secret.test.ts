import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { ScanError } from '../../../src/model/errors.ts'
import { Secret } from '../../../src/model/secret.ts'
import { giveUp, type RotationRequest, rotateSecret } from '../../../src/secrets/rotate/rotate-secret.ts'
import type { RotationPorts } from '../../../src/secrets/rotate/rotation.ts'
import { MemoryStore } from '../../../src/secrets/stores/memory-store.ts'
import { Crash, CrashPlan, crashing, memoryJournal, NO_CRASH, valuesOf } from './crashing-ports.ts'

const KEY = 'DATABASE_PASSWORD'
const HOUR = 3_600_000
const START = Date.parse('2026-11-22T12:00:00Z')

/** A store with one value, and everything that a rotation of it needs. */
function world() {
  let time = START
  let ids = 0
  const store = new MemoryStore({ values: { [KEY]: 'old value' }, now: () => time })
  const events: string[] = []
  const made: string[] = []
  time += HOUR
  const ports: RotationPorts = {
    store,
    journal: memoryJournal(),
    now: () => time,
    newId: () => `request-${++ids}`.padEnd(36, '0'),
    newValue: async () => {
      made.push(`new value ${made.length + 1}`)
      return new Secret(made.at(-1) ?? '')
    },
    verify: async (value) => {
      events.push(`verify ${value.reveal()}`)
    },
    conclude: async () => {
      events.push('conclude')
    },
  }
  const current = async () => (await store.read(KEY))?.value.reveal()
  return { store, ports, events, made, current, pass: (milliseconds: number) => (time += milliseconds) }
}

const request: RotationRequest = { key: KEY, grace: null, finding: null }
let at: ReturnType<typeof world>
beforeEach(() => {
  at = world()
})

function code(expected: string) {
  return expect.objectContaining({ code: expected })
}

describe('a rotation that nothing disturbs', () => {
  test('ROT-01: stages, verifies, promotes over the version read at the start, waits, retires', async () => {
    const calls: string[] = []
    const { store } = at
    const recording: RotationPorts['store'] = Object.assign(Object.create(store), {
      versions: (key: string) => store.versions(key),
      read: (key: string, selector?: { stage: 'pending' }) => store.read(key, selector),
      write: async (...args: Parameters<typeof store.write>) => {
        calls.push(`write ${args[2].stage} over ${args[2].expectedCurrent}`)
        return store.write(...args)
      },
      promote: async (...args: Parameters<typeof store.promote>) => {
        calls.push(`promote ${args[1]} over ${args[2]}`)
        return store.promote(...args)
      },
      retire: async (key: string, id: string) => {
        calls.push(`retire ${id}`)
        return store.retire(key, id)
      },
    })
    const verify = async (value: Secret) => {
      calls.push('verify')
      expect(value.reveal()).toBe('new value 1')
      expect(await at.current()).toBe('old value')
    }
    const ports = { ...at.ports, store: recording, verify }
    expect(await rotateSecret(request, ports)).toMatchObject({ kind: 'waiting' })
    at.pass(HOUR)
    expect(await rotateSecret(request, ports)).toMatchObject({ kind: 'done' })
    expect(calls).toEqual(['write pending over v1', 'verify', 'promote v2 over v1', 'retire v1'])
  })

  test('ROT-03: the previous value stays valid until the grace time is over', async () => {
    await rotateSecret(request, at.ports)
    expect(await valuesOf(at.store, KEY)).toEqual(['new value 1', 'old value'])
    at.pass(HOUR - 1)
    expect(await rotateSecret(request, at.ports)).toMatchObject({ kind: 'waiting' })
    expect(await valuesOf(at.store, KEY)).toEqual(['new value 1', 'old value'])
    at.pass(1)
    expect(await rotateSecret(request, at.ports)).toMatchObject({ kind: 'done' })
    expect(await valuesOf(at.store, KEY)).toEqual(['new value 1'])
    expect(await at.ports.journal.read()).toBeNull()
  })

  test('a grace time given later counts instead of the first; without one the first counts', async () => {
    await rotateSecret({ ...request, grace: 24 * HOUR }, at.ports)
    at.pass(2 * HOUR)
    expect(await rotateSecret(request, at.ports)).toMatchObject({ kind: 'waiting' })
    expect(await rotateSecret({ ...request, grace: HOUR }, at.ports)).toMatchObject({ kind: 'done' })
  })

  test('without a grace time it is done in one run', async () => {
    expect(await rotateSecret({ ...request, grace: 0 }, at.ports)).toMatchObject({ kind: 'done' })
    expect(at.events).toEqual(['verify new value 1', 'conclude'])
  })
})

describe('what stops it', () => {
  test('a value that does not work is not promoted and not lost: the next run tries it again', async () => {
    const refuse = async () => {
      throw new ScanError('SECRET_INVALID', 'the command failed', { hint: 'look' })
    }
    await expect(rotateSecret(request, { ...at.ports, verify: refuse })).rejects.toThrow(code('SECRET_INVALID'))
    expect(await at.current()).toBe('old value')
    await rotateSecret(request, at.ports)
    expect(at.made).toHaveLength(1)
    expect(await at.current()).toBe('new value 1')
  })

  test('ROT-04: a pending version of another rotation', async () => {
    await at.store.write(KEY, new Secret('foreign'), { stage: 'pending', requestId: 'x'.repeat(36) })
    await expect(rotateSecret(request, at.ports)).rejects.toThrow(code('STORE_CONFLICT'))
    expect(at.made).toEqual([])
    expect(await at.ports.journal.read()).toBeNull()
    expect((await at.store.read(KEY, { stage: 'pending' }))?.value.reveal()).toBe('foreign')
  })

  test('ROT-04: a value set by hand between staging and promotion', async () => {
    const setByHand = async () => {
      await at.store.write(KEY, new Secret('by hand'), { stage: 'current', requestId: 'y'.repeat(36) })
    }
    await expect(rotateSecret(request, { ...at.ports, verify: setByHand })).rejects.toThrow(code('STORE_CONFLICT'))
    expect(await at.current()).toBe('by hand')
    expect(await valuesOf(at.store, KEY)).toContain('old value')
  })

  test.each([
    ['the old version was made current again', 'v1', 'previous version was made current again'],
    ['another version is current', 'v3', 'not of this rotation is current'],
  ])('ROT-04: after promotion %s: nothing is retired', async (_, isCurrent, says) => {
    await rotateSecret(request, at.ports)
    const { store } = at
    await store.write(KEY, new Secret('third'), { stage: 'current', requestId: 'z'.repeat(36) })
    const reading: RotationPorts['store'] = Object.assign(Object.create(store), {
      read: (_: string, selector = { id: isCurrent }) => store.read(KEY, selector),
      versions: () => store.versions(KEY),
      retire: () => expect.unreachable('nothing may be retired'),
    })
    at.pass(2 * HOUR)
    await expect(rotateSecret(request, { ...at.ports, store: reading })).rejects.toThrow(
      expect.objectContaining({ code: 'STORE_CONFLICT', message: expect.stringContaining(says) }),
    )
  })

  test('a later rotation that has retired our version does not keep the one before it from being retired', async () => {
    await rotateSecret(request, at.ports)
    const later = { ...at.ports, journal: memoryJournal() }
    await rotateSecret({ ...request, grace: 0 }, later)
    expect(await rotateSecret({ ...request, grace: 0 }, at.ports)).toMatchObject({ kind: 'done' })
    expect(await valuesOf(at.store, KEY)).toEqual(['new value 2'])
  })

  test('ROT-06: fifty versions within a day', async () => {
    for (let i = 2; i <= 50; i++) {
      const requestId = `request-${i}`.padEnd(36, 'x')
      await at.store.write(KEY, new Secret(`value ${i}`), { stage: 'current', requestId })
    }
    await expect(rotateSecret(request, at.ports)).rejects.toThrow(code('STORE_REFUSED'))
    expect(at.made).toEqual([])
    at.pass(23 * HOUR)
    expect(await rotateSecret(request, at.ports)).toMatchObject({ kind: 'waiting' })
  })

  test('a new value that is the old one', async () => {
    const newValue = async () => new Secret('old value')
    await expect(rotateSecret(request, { ...at.ports, newValue })).rejects.toThrow(code('SECRET_INVALID'))
    expect(await at.store.versions(KEY)).toHaveLength(1)
  })

  test('a key that is not there', async () => {
    await expect(rotateSecret({ ...request, key: 'OTHER' }, at.ports)).rejects.toThrow(code('SECRET_INVALID'))
    expect(await at.store.list()).toHaveLength(1)
  })
})

describe('giving up', () => {
  test('retires what is pending and leaves what is current', async () => {
    const stop = async () => {
      throw new Crash()
    }
    await expect(rotateSecret(request, { ...at.ports, verify: stop })).rejects.toThrow(Crash)
    const record = await at.ports.journal.read()
    if (record === null) expect.unreachable('the journal knows of it')
    else await giveUp(record, at.ports)
    expect(await valuesOf(at.store, KEY)).toEqual(['old value'])
    expect(await at.ports.journal.read()).toBeNull()
  })

  test('what was given up by hand is not waited for: a new value is made', async () => {
    const stop = async () => {
      throw new Crash()
    }
    await expect(rotateSecret(request, { ...at.ports, verify: stop })).rejects.toThrow(Crash)
    await at.store.retire(KEY, 'v2')
    await rotateSecret({ ...request, grace: 0 }, at.ports)
    expect(await at.current()).toBe('new value 2')
  })
})

/** How many effects a rotation has from its beginning to its end. */
async function countEffects(): Promise<number> {
  const fresh = world()
  const plan = new CrashPlan(-1, 'before')
  await rotateSecret({ ...request, grace: 0 }, crashing(fresh.ports, plan))
  return plan.calls
}

describe('ROT-02 ROT-03: cut off anywhere', async () => {
  const effects = await countEffects()
  const crash = fc.record({ at: fc.nat(effects), when: fc.constantFrom('before' as const, 'after' as const) })

  test('after any crashes, each followed by another run, one valid value is current and none was lost', async () => {
    expect(effects).toBeGreaterThan(10)
    await fc.assert(
      fc.asyncProperty(fc.array(crash, { maxLength: 6 }), fc.constantFrom(0, HOUR), async (crashes, grace) => {
        const here = world()
        for (const { at: call, when } of [...crashes, { at: -1, when: 'before' as const }]) {
          const ports = crashing(here.ports, call < 0 ? NO_CRASH : new CrashPlan(call, when))
          await rotateSecret({ ...request, grace }, ports).catch((error) => {
            if (!(error instanceof Crash)) throw error
          })
          await expectOneCurrent(here)
        }
        here.pass(HOUR)
        await rotateSecret({ ...request, grace }, here.ports)
        await expectOneCurrent(here)
        expect(await here.current()).not.toBe('old value')
      }),
      { numRuns: 400 },
    )
  })

  test.each(['before', 'after'] as const)(
    'one crash %s each effect: the rerun ends with the one value that was made',
    async (when) => {
      for (let call = 0; call < effects; call++) {
        const here = world()
        const failing = rotateSecret({ ...request, grace: 0 }, crashing(here.ports, new CrashPlan(call, when)))
        await expect(failing).rejects.toThrow(Crash)
        const isOver = (await here.ports.journal.read()) === null && (await here.current()) !== 'old value'
        if (!isOver) expect(await rotateSecret({ ...request, grace: 0 }, here.ports)).toMatchObject({ kind: 'done' })
        // a second value is made only where the first never left the process
        expect(await here.store.versions(KEY)).toHaveLength(2)
        expect(await valuesOf(here.store, KEY)).toEqual([here.made.at(-1)])
        expect(await here.ports.journal.read()).toBeNull()
      }
    },
  )

  /** Exactly one version is current, it is the old value or one that was verified, and every staged value can be had. */
  async function expectOneCurrent(here: ReturnType<typeof world>): Promise<void> {
    const versions = await here.store.versions(KEY)
    expect(versions.filter(({ stages }) => stages.includes('current'))).toHaveLength(1)
    expect(versions.filter(({ stages }) => stages.includes('pending')).length).toBeLessThanOrEqual(1)
    const current = (await here.current()) ?? ''
    expect(['old value', ...here.events.map((event) => event.replace('verify ', ''))]).toContain(current)
  }
})

describe('ROT-04: two rotators', () => {
  test('in any interleaving one of them wins, the other is told, and what is current is valid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const here = world()
        const scheduled = (ports: RotationPorts): RotationPorts => {
          const turn = {
            around: async <T>(effect: () => Promise<T>) => scheduler.schedule(Promise.resolve()).then(effect),
          }
          return crashing(ports, turn as CrashPlan)
        }
        const other = { ...here.ports, journal: memoryJournal(), newId: () => 'other'.padEnd(36, '0') }
        const runs = [here.ports, other].map((ports) => rotateSecret({ ...request, grace: 0 }, scheduled(ports)))
        const settled = Promise.allSettled(runs)
        await scheduler.waitFor(settled)
        const outcomes = await settled
        const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
        for (const failure of failures) expect(['STORE_CONFLICT', 'STORE_REFUSED']).toContain(failure.code)
        expect(failures.length).toBeLessThan(2)
        const current = (await here.current()) ?? ''
        expect(here.events).toContain(`verify ${current}`)
        expect(await valuesOf(here.store, KEY)).toContain(current)
      }),
      { numRuns: 300 },
    )
  })
})
