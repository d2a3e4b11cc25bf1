import type { Secret } from '../../../src/model/secret.ts'
import type { RotationJournal, RotationPorts, RotationRecord } from '../../../src/secrets/rotate/rotation.ts'
import type { MemoryStore } from '../../../src/secrets/stores/memory-store.ts'
import type { SecretStore } from '../../../src/secrets/stores/store.ts'

/** Thrown in place of the process's end. */
export class Crash extends Error {}

/** Ends the "process" at one of its effects, before it or right after it; counts them all. */
export class CrashPlan {
  calls = 0
  readonly #at: number
  readonly #when: 'before' | 'after'

  constructor(at: number, when: 'before' | 'after') {
    this.#at = at
    this.#when = when
  }

  async around<T>(effect: () => Promise<T>): Promise<T> {
    const isHere = this.calls++ === this.#at
    if (isHere && this.#when === 'before') throw new Crash()
    const result = await effect()
    if (isHere) throw new Crash()
    return result
  }
}

export const NO_CRASH = new CrashPlan(-1, 'before')

/** A journal in memory, shared by the runs of one machine. */
export function memoryJournal(): RotationJournal & { record: RotationRecord | null } {
  return {
    record: null,
    async read() {
      return this.record
    },
    async write(record) {
      this.record = record
    },
    async remove() {
      this.record = null
    },
  }
}

/** The same ports, each effect of which may be where the process ends. */
export function crashing(ports: RotationPorts, plan: CrashPlan): RotationPorts {
  const { store, journal } = ports
  return {
    ...ports,
    store: {
      kind: store.kind,
      label: store.label,
      read: (...args) => plan.around(() => store.read(...args)),
      readMany: (...args) => plan.around(() => store.readMany(...args)),
      list: () => plan.around(() => store.list()),
      versions: (...args) => plan.around(() => store.versions(...args)),
      write: (...args) => plan.around(() => store.write(...args)),
      promote: (...args) => plan.around(() => store.promote(...args)),
      retire: (...args) => plan.around(() => store.retire(...args)),
    } satisfies SecretStore,
    journal: {
      read: () => plan.around(() => journal.read()),
      write: (record) => plan.around(() => journal.write(record)),
      remove: () => plan.around(() => journal.remove()),
    },
    newValue: () => plan.around(ports.newValue),
    verify: ports.verify && ((value: Secret) => plan.around(() => ports.verify?.(value) ?? Promise.resolve())),
    conclude: (record) => plan.around(() => ports.conclude(record)),
  }
}

/** The values that a store hands out, newest first. */
export async function valuesOf(store: MemoryStore, key: string): Promise<readonly string[]> {
  const versions = await store.versions(key)
  const stored = await Promise.all(versions.map(({ id }) => store.read(key, { id })))
  return stored.flatMap((one) => (one === null ? [] : [one.value.reveal()]))
}
