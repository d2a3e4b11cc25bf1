import type { HeadStart } from '../../sources/head-start.ts'

/** How far a scan has come. */
export interface Progress {
  readonly objects: number
  readonly bytes: number
  readonly commits: number
}

/** What a command needs of the world: handed in, so that a test can hand in its own. */
export interface ScanEnvironment {
  readonly env: NodeJS.ProcessEnv
  /** Milliseconds from some start. */
  readonly now: () => number
  /** `YYYY-MM-DD`, the day by which baseline entries expire. */
  readonly today: string
  readonly stdin: AsyncIterable<Uint8Array>
  readonly signal: AbortSignal | null
  /** Most threads that look at content, this one included; without it as many as are of use. Small scans have one. */
  readonly jobs?: number
  /** What git has been asked already, for a scan of what is staged. */
  readonly headStart?: HeadStart | null
  readonly onProgress: (progress: Progress) => void
  /** Which findings are shown: `sure` where those below the confidence of the settings are only counted; otherwise all. */
  readonly shows?: 'all' | 'sure'
}
