/**
 * How far a secret has come, from least to most: in a file, in the index, in a commit that only a reflog or a stash
 * reaches, in a commit on a branch of this clone, in a tag (tags are made to be pushed), on a branch of a remote.
 */
export const EXPOSURE_LEVELS = ['work-tree', 'staged', 'unreferenced', 'committed', 'tagged', 'pushed'] as const
export type ExposureLevel = (typeof EXPOSURE_LEVELS)[number]

/** The commit that brought a secret first. Dates are ISO 8601 in UTC, to the second; '' where the commit has none. */
export interface FirstCommit {
  readonly id: string
  readonly committedAt: string
  readonly authoredAt: string
}

/** Refs of one kind: how many there are, and the first few of their names, `origin/main`. */
export interface RefNames {
  readonly count: number
  readonly names: readonly string[]
}

/** How far the secret of a finding has come, whatever file holds it. */
export interface Exposure {
  readonly level: ExposureLevel
  /** Null where no commit holds it. */
  readonly firstCommit: FirstCommit | null
  /** True where a file of HEAD that was looked at holds it still. */
  readonly isAtHead: boolean
  readonly remoteBranches: RefNames
  readonly tags: RefNames
  /** Branches of this clone. */
  readonly branches: RefNames
  /** False where history was not searched to its end: the secret may have come further. */
  readonly isWhole: boolean
}

/** True for a secret that others may hold: to take it out of the files is not enough. */
export function hasLeft({ level }: Exposure): boolean {
  return level === 'pushed' || level === 'tagged'
}
