/** Why something was not looked at, and whether the scan is thereby incomplete. */
export const SKIP_REASONS = {
  unreadable: { isIncomplete: true, says: 'could not be read' },
  'missing-object': { isIncomplete: true, says: 'object is not in this clone' },
  'corrupt-object': { isIncomplete: true, says: 'object is damaged' },
  'shallow-history': { isIncomplete: true, says: 'history ends at the edge of a shallow clone' },
  'time-budget': { isIncomplete: true, says: 'scan took longer than its time budget' },
  submodule: { isIncomplete: false, says: 'submodule, a repository of its own' },
  'nested-repository': { isIncomplete: false, says: 'nested repository, scan it by itself' },
  'intent-to-add': { isIncomplete: false, says: 'only marked with git add -N, no content staged' },
  'not-a-file': { isIncomplete: false, says: 'neither a regular file nor a link' },
  'outside-root': { isIncomplete: false, says: 'lies outside the root or behind a link' },
  'lfs-pointer': { isIncomplete: false, says: 'Git LFS pointer, its content lies elsewhere' },
} as const

export type SkipReason = keyof typeof SKIP_REASONS

/** Something that was not looked at. */
export interface Skip {
  readonly type: 'skip'
  readonly path: string | null
  readonly commit: string | null
  readonly reason: SkipReason
  /** What the system said, one line, without file content; '' where the reason says it all. */
  readonly detail: string
}

/** True where a scan with this skip cannot be called complete. */
export function isIncomplete(skip: Skip): boolean {
  return SKIP_REASONS[skip.reason].isIncomplete
}
