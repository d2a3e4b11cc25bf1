import type { Text } from './decode-text.ts'
import type { FindRequest, FoundHits } from './find-hits.ts'
import { WorkBudget } from './work-budget.ts'

/** What stands in a text, and whether all of it was looked at. */
export interface Found extends FoundHits {
  readonly isComplete: boolean
}

/** Searches a text of the file at `path`. */
export type Finder = (text: Text, path: string) => Found

/** Searches a text or, by the request's reach, a part of one. */
export type Search = (text: Text, request: FindRequest) => FoundHits

/** The finder that looks at all of each text. */
export function inOnePiece(search: Search): Finder {
  return (text, path) => {
    const budget = new WorkBudget(text.end - text.start)
    const hits = search(text, { path, budget })
    return { ...hits, isComplete: budget.isComplete }
  }
}
