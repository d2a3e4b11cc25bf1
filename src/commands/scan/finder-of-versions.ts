import { randomFillSync } from 'node:crypto'
import type { Finder, Search } from '../../detect/finder.ts'
import { recallingFinder } from '../../detect/seen/recalling-finder.ts'
import type { BuiltInRules } from '../built-in-rules.ts'

/** The finder for texts most of which are versions of one another. */
export function finderOfVersions({ seenCore: core }: BuiltInRules): (search: Search) => Finder {
  return (search) => recallingFinder(search, { core, randomize: (bytes) => void randomFillSync(bytes) })
}
