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

/**
 * The same ports, each effect of which may be where the process ends; of `changes`, only those that change something: to
 * end behind a question is to end before what follows it.
 */
export function crashing(
  ports: RotationPorts,
  plan: Pick<CrashPlan, 'around'>,
  which: 'all' | 'changes' = 'all',
): RotationPorts {
  const { store, journal } = ports
  const ask = { around: <T>(effect: () => Promise<T>) => (which === 'all' ? plan.around(effect) : effect()) }
  return {
    ...ports,
    store: {
      kind: store.kind,
      label: store.label,
      read: (...args) => ask.around(() => store.read(...args)),
      readMany: (...args) => ask.around(() => store.readMany(...args)),
      list: () => ask.around(() => store.list()),
      versions: (...args) => ask.around(() => store.versions(...args)),
      write: (...args) => plan.around(() => store.write(...args)),
      promote: (...args) => plan.around(() => store.promote(...args)),
      retire: (...args) => plan.around(() => store.retire(...args)),
    } satisfies SecretStore,
    journal: {
      read: () => ask.around(() => journal.read()),
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
