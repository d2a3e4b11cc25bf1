import { decodeText } from '../../detect/decode-text.ts'
import type { Detector } from '../../detect/detector.ts'
import type { Blob } from '../../model/blob.ts'
import { type InlineReading, readInlineAllows } from '../../triage/inline-allow.ts'

/** What a look at a blob, or at one segment of it, gives. */
export interface Examination {
  /** Null where it holds nothing, as most do. */
  readonly reading: InlineReading | null
  /** False where a rule was not run, as the blob is made such that it would take too long. */
  readonly isComplete: boolean
}

/** Looks at a blob. Pure: same blob, same result. */
export type Examine = (blob: Blob) => Examination

/** Has blobs looked at, on this thread or on others, and tells what they hold in the order in which they were handed over. */
export interface Examiner {
  /** Hands a blob over. Its bytes must stay until the promise has resolved; with null they may be others at once. */
  examine(blob: Blob, told: (examination: Examination) => void): Promise<void> | null
  /** Calls back when all that was handed over before is told. */
  inTurn(told: () => void): void
  /** Waits until everything is told, and lets other threads go. */
  settle(): Promise<void>
  /** Lets other threads go, whatever they are about. */
  stop(): void
}

/** What the detector and the comments beside its matches say of a blob. */
export function examineWith(detector: Detector, knownRules: () => ReadonlySet<string>): Examine {
  return (blob) => {
    const { matches, isComplete } = detector.detect(blob)
    if (matches.length === 0) return isComplete ? NOTHING : { reading: null, isComplete }
    const text = { content: decodeText(blob.content), linesBefore: blob.segment.linesBefore }
    return { reading: readInlineAllows(text, matches, knownRules()), isComplete }
  }
}

/** The examination of a blob that holds nothing. */
export const NOTHING: Examination = { reading: null, isComplete: true }

/** An examiner that looks at each blob at once. */
export function examinerHere(examine: Examine): Examiner {
  return {
    examine(blob, told) {
      told(examine(blob))
      return null
    },
    inTurn: (told) => told(),
    settle: async () => {},
    stop() {},
  }
}
