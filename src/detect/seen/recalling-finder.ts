import type { Text } from '../decode-text.ts'
import type { FoundHits } from '../find-hits.ts'
import { type Finder, type Found, inOnePiece, type Search } from '../finder.ts'
import { type FileKind, fileKind, isVendored } from '../generic/file-kind.ts'
import { WorkBudget } from '../work-budget.ts'
import { type Island, IslandReach, islandsOf, widen } from './island.ts'
import { SeenText, type SeenTextSource, type Survey } from './seen-text.ts'

/** Bytes that have to be seen before there is enough to remember. */
const WORTH_STARTING = 1 << 20
/** Shorter texts than this have no chunks to tell apart. */
const WORTH_CUTTING = 4096
const NOTHING: FoundHits = { plain: [], decoded: [] }
const KINDS: readonly FileKind[] = ['code', 'config', 'prose', 'generated']

/**
 * The finder for texts that are versions of one another: what was found to hold nothing is not looked at again where it
 * stands between the same neighbours in a file of the same kind. Finds what looking at all of each text would.
 */
export function recallingFinder(search: Search, source: SeenTextSource): Finder {
  const findWhole = inOnePiece(search)
  let unseen = WORTH_STARTING
  let seen: SeenText | null = null
  return (text, path) => {
    const length = text.end - text.start
    if (length < WORTH_CUTTING) return findWhole(text, path)
    if (unseen > 0) {
      unseen -= length
      if (unseen <= 0) seen = SeenText.start(source)
    }
    if (seen === null) return findWhole(text, path)
    const survey = seen.survey(text, saltOf(text, path))
    return findInIslands({ survey, text, path, search })
  }
}

/** A number for what beside its bytes decides what a text holds. */
function saltOf({ isBinary }: Text, path: string): number {
  return 4 * KINDS.indexOf(fileKind(path)) + 2 * Number(isVendored(path)) + Number(isBinary)
}

interface Searched {
  readonly survey: Survey
  readonly text: Text
  readonly path: string
  readonly search: Search
}

function findInIslands(searched: Searched): Found {
  const { survey, text } = searched
  const budget = new WorkBudget(text.end - text.start)
  // what has to be read more than once, with more round it each time, must not cost more than the whole
  let left = text.end - text.start
  const founds: FoundHits[] = []
  for (let island of islandsOf(survey)) {
    for (let found: FoundHits | null = null; found === null; island = widen(island, survey)) {
      left -= survey.startOf(island.to) - survey.startOf(island.from)
      if (left < 0) return findInWhole(searched)
      found = findIn(island, searched, budget)
      if (!budget.isComplete) return findInWhole(searched)
      if (found !== null) founds.push(found)
    }
  }
  return {
    plain: founds.flatMap(({ plain }) => plain),
    decoded: founds.flatMap(({ decoded }) => decoded),
    isComplete: true,
  }
}

function findInWhole(searched: Searched): Found {
  const { survey, text } = searched
  const budget = new WorkBudget(text.end - text.start)
  const whole = { first: 0, last: survey.count, from: 0, to: survey.count }
  const found = findIn(whole, searched, budget) ?? NOTHING
  return { ...found, isComplete: budget.isComplete }
}

/** What stands in the chunks of an island, which are then known; null where the island is too small to tell. */
function findIn(island: Island, { survey, text, path, search }: Searched, budget: WorkBudget): FoundHits | null {
  const reach = new IslandReach(survey, island)
  const part = { ...text, start: survey.startOf(island.from), end: survey.startOf(island.to) }
  const { plain, decoded } = search(part, { path, budget, reach })
  if (reach.isShort) return null
  for (const { start, end } of [...plain, ...decoded]) reach.hit(start, end)
  if (budget.isComplete) reach.keepQuiet()
  return { plain: plain.filter((hit) => reach.owns(hit)), decoded: decoded.filter((hit) => reach.owns(hit)) }
}
