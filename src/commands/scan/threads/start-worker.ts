import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { builtFile } from '../../built-in-rules.ts'
import type { WorkerRecipe } from './worker-recipe.ts'

/** Name of the worker's program in `dist/`, for the command and the library. */
const PROGRAM = 'examine-worker.cjs'
/** Megabytes for what a worker has just made: a larger share saves no time, and each worker has its own. */
const YOUNG_MEMORY = 8

/** Starts a worker thread; null where there is no such thing here: bundled by somebody else, or not permitted. */
export function startWorker(recipe: WorkerRecipe): Worker | null {
  const program = builtFile(PROGRAM)
  if (!existsSync(program)) return null
  try {
    return new Worker(program, {
      workerData: recipe,
      name: 'keywarden',
      // detection asks nothing of either, and what NODE_OPTIONS loads is meant for the main thread
      env: {},
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEMORY },
    })
  } catch {
    return null
  }
}
