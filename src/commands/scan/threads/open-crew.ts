import { availableParallelism } from 'node:os'
import type { KnownValue } from '../../../known/known-value.ts'
import type { EngineRecipe } from '../engine-recipe.ts'
import type { Examine, Examiner } from '../examiner.ts'
import { Crew } from './crew.ts'
import { startWorker } from './start-worker.ts'
import { workerRecipe } from './worker-recipe.ts'

/** Threads that are used unasked: more than git can feed, and each takes memory. */
const MOST_JOBS = 4
/** Processors that are left to git and to whoever else is there: where all are taken, threads only cost. */
const LEFT = 1

/** What the threads of a scan work by. */
export interface CrewSettings {
  /** Threads, this one included; as many as are of use here where it is not said. */
  readonly jobs?: number
  /** For this thread. */
  readonly examine: Examine
  /** For the others. */
  readonly engine: EngineRecipe
  readonly known: readonly KnownValue[]
  readonly signal: AbortSignal | null
}

/** This thread and the others that the settings ask for. */
export function openCrew({
  jobs = Math.min(MOST_JOBS, Math.max(1, availableParallelism() - LEFT)),
  examine,
  engine,
  known,
  signal,
}: CrewSettings): Examiner {
  const recipe = workerRecipe(engine, known)
  return new Crew({ examine, start: () => startWorker(recipe), workers: jobs - 1, signal })
}
