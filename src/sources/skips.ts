import type { Skip, SkipReason } from '../model/skip.ts'

/** A skip for a path outside history. */
export function skipPath(path: string, reason: SkipReason, detail = ''): Skip {
  return { type: 'skip', path, commit: null, reason, detail }
}
