import type { Place } from './place.ts'
import type { StoreGate } from './store-gate.ts'

/** A configured store, asked for the current version of a key. */
export function storePlace(gate: StoreGate): Place {
  const { label, isOptional } = gate
  return { kind: 'store', label, isOptional, ask: ({ name }) => gate.read(name, null) }
}
