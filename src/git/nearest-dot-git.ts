import { lstatSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The nearest folder, `start` or above it, that holds an entry named `.git`; null where there is none. */
export function nearestDotGit(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false })) return folder
    if (dirname(folder) === folder) return null
  }
}
