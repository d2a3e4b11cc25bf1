import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { Secret } from '../../../src/model/secret.ts'
import { rotateSecret } from '../../../src/secrets/rotate/rotate-secret.ts'
import type { RotationPorts } from '../../../src/secrets/rotate/rotation.ts'
import type { SecretStore } from '../../../src/secrets/stores/store.ts'
import { Crash, CrashPlan, crashing, memoryJournal } from './crashing-ports.ts'

const KEY = 'DATABASE_PASSWORD'
const request = { key: KEY, grace: 0, finding: null }

/** What a rotation owes in every store. `open` gives a store under the name that has no keys; the same name, the same store. */
export function rotationContract(open: (name: string) => SecretStore): void {
  test('ROT-02 ROT-03: cut off behind each change and run again', async () => {
    const counting = new CrashPlan(-1, 'before')
    await rotateSecret(request, crashing(portsFor(await filled(open('count')), []), counting, 'changes'))
    expect(counting.calls).toBeGreaterThan(8)
    for (let call = 0; call < counting.calls; call++) {
      const made: string[] = []
      const store = await filled(open(`cut-${call}`))
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
  })

  test('ROT-04: a rotation that another machine has begun stops it', async () => {
    const store = await filled(open('two'))
    const other = portsFor(open('two'), [])
    const stopped = rotateSecret(request, { ...other, verify: async () => Promise.reject(new Crash()) })
    await expect(stopped).rejects.toThrow(Crash)
    const made: string[] = []
    await expect(rotateSecret(request, portsFor(store, made))).rejects.toThrow(
      expect.objectContaining({ code: 'STORE_CONFLICT' }),
    )
    expect(made).toEqual([])
    expect(await rotateSecret(request, other)).toMatchObject({ kind: 'done' })
    expect(await currentOf(store)).toBe('new 1')
  })
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

async function filled(store: SecretStore): Promise<SecretStore> {
  const write = (key: string, value: string) =>
    store.write(key, new Secret(value), { stage: 'current', requestId: randomUUID() })
  await write('OTHER', 'stays')
  await write(KEY, 'old')
  return store
}

async function currentOf(store: SecretStore, key = KEY): Promise<string | undefined> {
  return (await store.read(key))?.value.reveal()
}
