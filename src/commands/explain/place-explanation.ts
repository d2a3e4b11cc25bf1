import type { CandidateVerdict } from '../../detect/generic/judge-candidate.ts'
import type { ScorePart } from '../../detect/generic/score.ts'
import type { Finding } from '../../model/finding.ts'
import type { Confidence } from '../../model/rule.ts'

/** All that is to be said of one line; holds no value. */
export interface PlaceExplanation {
  readonly path: string
  readonly line: number
  /** True where generic rules leave the file out. */
  readonly isGenerated: boolean
  readonly findings: readonly Fate[]
  readonly candidates: readonly Weighing[]
}

/** A finding on the line or that has a part on it, and what became of it. */
export interface Fate extends Pick<Finding, 'ruleId' | 'severity' | 'confidence' | 'redacted' | 'reasons'> {
  /** Its first line. */
  readonly line: number
  readonly columns: readonly [start: number, end: number]
  readonly outcome: 'reported' | 'not sure enough' | 'accepted'
  /** Who accepted it and why, '' where nobody has. */
  readonly acceptedBy: string
}

/** How a value behind a name was weighed. */
export interface Weighing {
  readonly key: string
  /** How the value stands to the name: `quoted`, `bare`, `argument`. */
  readonly form: string
  readonly ruleId: CandidateVerdict['ruleId']
  /** Null where it is not taken for a secret. */
  readonly confidence: Confidence | null
  /** Why it cannot be a secret whatever its score, null where it can. */
  readonly veto: string | null
  /** Null where there is a veto. */
  readonly score: number | null
  readonly parts: readonly ScorePart[]
}
