import { parentPort, workerData } from 'node:worker_threads'
import { once } from '../../../model/once.ts'
import { openBuiltInRules } from '../../built-in-rules.ts'
import { idsOf, makeDetector } from '../engine-recipe.ts'
import { type Examine, examineWith } from '../examiner.ts'
import { finderOfVersions } from '../finder-of-versions.ts'
import { knownFinderOf } from '../known-finder-of.ts'
import { type BatchAnswer, type BatchMessage, blobsIn, type PackedExamination } from './batch.ts'
import { packReading } from './packed-reading.ts'
import { knownValuesIn, type WorkerRecipe } from './worker-recipe.ts'

serve(workerData as WorkerRecipe)

/** The program of a worker thread: makes an engine, says `ready`, and from then on answers each batch that it is sent. */
function serve(recipe: WorkerRecipe): void {
  const examine = makeExamine(recipe)
  parentPort?.on('message', (batch: BatchMessage) => {
    const answer: BatchAnswer = { bytes: batch.bytes, told: examineBatch(batch, examine) }
    parentPort?.postMessage(answer, [answer.bytes])
  })
  parentPort?.postMessage('ready')
}

function makeExamine(recipe: WorkerRecipe): Examine {
  const builtIn = openBuiltInRules()
  const { engine } = recipe
  const known = knownValuesIn(recipe)
  const detector = makeDetector(engine, {
    builtIn,
    makeKnown: known.length === 0 ? null : knownFinderOf(known),
    makeFinder: engine.texts === 'versions' ? finderOfVersions(builtIn) : null,
  })
  return examineWith(
    detector,
    once(() => idsOf(engine, builtIn)),
  )
}

function examineBatch(batch: BatchMessage, examine: Examine): readonly PackedExamination[] {
  const told: PackedExamination[] = []
  let place = 0
  for (const blob of blobsIn(batch)) {
    const { reading, isComplete } = examine(blob)
    if (reading !== null || !isComplete) told.push({ place, reading: reading && packReading(reading), isComplete })
    place++
  }
  return told
}
