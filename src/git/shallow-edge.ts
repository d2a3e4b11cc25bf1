import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Repository } from './open-repository.ts'

/** The commits at the edge of a shallow clone, whose parents it does not hold; none in a whole clone. */
export function shallowEdge(repository: Repository): ReadonlySet<string> {
  if (!repository.isShallow) return new Set()
  return new Set(readFileSync(join(repository.commonDir, 'shallow'), 'latin1').split('\n').filter(Boolean))
}
