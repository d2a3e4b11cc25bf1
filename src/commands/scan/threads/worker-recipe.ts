import type { KnownValue } from '../../../known/known-value.ts'
import type { EngineRecipe } from '../engine-recipe.ts'
import { type PackedSecret, packSecret, unpackSecret } from './packed-reading.ts'

/** All that a worker makes its engine of, as plain data. It goes from thread to thread in memory. */
export interface WorkerRecipe {
  readonly engine: EngineRecipe
  readonly known: readonly (Omit<KnownValue, 'value'> & { readonly value: PackedSecret })[]
}

/** The recipe of an engine that seeks the values as well. */
export function workerRecipe(engine: EngineRecipe, known: readonly KnownValue[]): WorkerRecipe {
  return { engine, known: known.map(({ value, ...told }) => ({ ...told, value: packSecret(value) })) }
}

/** The values that a recipe brings. */
export function knownValuesIn({ known }: WorkerRecipe): readonly KnownValue[] {
  return known.map(({ value, ...told }) => ({ ...told, value: unpackSecret(value) }))
}
