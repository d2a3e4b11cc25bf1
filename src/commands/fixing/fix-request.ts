/** A place that a user names: a file, or a line of it. */
export interface NamedPlace {
  /** As it was typed, relative to the caller's folder or absolute. */
  readonly path: string
  readonly line: number | null
}

/** What `keywarden fix` is asked. Without fingerprints and places every finding is meant. */
export interface FixRequest {
  readonly fingerprints: readonly string[]
  readonly places: readonly NamedPlace[]
  /** What to do with a `.env` that git tracks. */
  readonly trackedEnv: 'refuse' | 'accept'
}
