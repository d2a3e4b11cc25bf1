/** A range that a CI host tells of, by revisions that may or may not be in the clone. */
export interface RangeCandidate {
  /** Zeros where there is nothing before: all of `head` is new. */
  readonly base: string
  readonly head: string
  /** What the range is, `the pull request`. */
  readonly says: string
}

/** What a CI run tells of itself. */
export interface CiFacts {
  /** `GitHub Actions` */
  readonly host: string
  /** What there is to scan, best first. */
  readonly candidates: readonly RangeCandidate[]
  /** Revision to scan where no candidate holds. */
  readonly head: string
  /** Name of the branch that others are compared with; '' where the host does not tell. */
  readonly defaultBranch: string
  /** True where the host says that the branch is new, or was: all of it that the default branch lacks is to be scanned. */
  readonly isNewBranch: boolean
  /** What to change so that the clone holds all history. */
  readonly wholeClone: string
}

export type Variables = Readonly<Record<string, string | undefined>>

/** The branch of the remote by that name, as clones have it. */
export function remoteBranch(name: string): string {
  return `refs/remotes/origin/${name.replace(/^refs\/heads\//, '')}`
}
