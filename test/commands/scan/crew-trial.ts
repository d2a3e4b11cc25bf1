import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Examine, examineWith } from '../../../src/commands/scan/examiner.ts'
import { knownFinderOf } from '../../../src/commands/scan/known-finder-of.ts'
import { openDetector } from '../../../src/commands/scan/open-detector.ts'
import { Crew } from '../../../src/commands/scan/threads/crew.ts'
import { startWorker } from '../../../src/commands/scan/threads/start-worker.ts'
import { workerRecipe } from '../../../src/commands/scan/threads/worker-recipe.ts'
import type { KnownValue } from '../../../src/known/known-value.ts'
import { type Blob, WHOLE } from '../../../src/model/blob.ts'

/** A crew whose workers are ready, and the same engine on this thread. */
export interface CrewTrial extends AsyncDisposable {
  readonly crew: Crew
  readonly workers: readonly Worker[]
  /** What this thread would say of a blob. */
  readonly here: Examine
}

export interface TrialSettings {
  readonly workers?: number
  readonly ruleFiles?: readonly string[]
  readonly disabled?: readonly string[]
  readonly known?: readonly KnownValue[]
  readonly signal?: AbortSignal
  /** Whether the engines remember what they have seen. */
  readonly texts?: 'files' | 'versions'
}

/** Workers of the last build, so that what they do can be held against what this thread does with what is in `src/`. */
export async function crewTrial(settings: TrialSettings = {}): Promise<CrewTrial> {
  const { workers: count = 2, ruleFiles = [], disabled = [], known = [], signal = null, texts = 'files' } = settings
  const rules = { files: ruleFiles, disabled }
  const engine = await openDetector(
    { rules, strictChecksums: false },
    known.length > 0 ? knownFinderOf(known) : null,
    texts,
  )
  const recipe = workerRecipe(engine.recipe, known)
  const here = examineWith(engine.detector, engine.knownRules)
  return { ...(await crewOf(() => startWorker(recipe), count, signal)), here }
}

/** A crew of workers that do as the program says: it is run as CommonJS, with `parentPort` at hand. */
export async function crewOfProgram(
  program: string,
  {
    workers = 1,
    signal = null,
    examine = refuse,
  }: { readonly workers?: number; readonly signal?: AbortSignal | null; readonly examine?: Examine } = {},
) {
  const code = `const { parentPort } = require('node:worker_threads')\n${program}`
  const start = () => new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 24 } })
  return crewOf(start, workers, signal, examine)
}

/** What a crew tells that looks at nothing on this thread comes from its workers. */
function refuse(): never {
  throw new Error('this thread was to look at nothing')
}

async function crewOf(
  start: () => Worker | null,
  count: number,
  signal: AbortSignal | null,
  examine: Examine = refuse,
) {
  const workers: Worker[] = []
  const kept = () => {
    const worker = start()
    if (worker !== null) workers.push(worker)
    return worker
  }
  const crew = new Crew({ examine, start: kept, workers: count, signal })
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  const dispose = async () => {
    crew.stop()
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return { crew, workers, [Symbol.asyncDispose]: dispose }
}

/** A blob of its own memory. */
export function blobOf(path: string, text: string | Buffer): Blob {
  const buffer = Buffer.from(text)
  const content = { buffer, start: 0, end: buffer.length }
  return { type: 'blob', id: `file:${path}`, path, content, size: buffer.length, segment: WHOLE }
}
