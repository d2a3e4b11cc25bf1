import type { Confidence } from '../../model/rule.ts'
import type { Candidate, Form } from './candidate.ts'
import { featuresOf, type Surroundings } from './features.ts'
import { classifyKey } from './key-class.ts'
import { wordShare } from './reads-as-words.ts'
import { type Score, scoreOf } from './score.ts'
import { shownKey } from './shown-key.ts'
import { placeholderVetoOf, shapeVetoOf } from './veto.ts'

/** Which generic rule a candidate falls under, how sure that is, and why; `confidence` is null where it is no secret. */
export interface CandidateVerdict {
  readonly ruleId: 'generic-password' | 'generic-secret' | 'generic-authorization'
  readonly confidence: Confidence | null
  /** Why it cannot be a secret whatever its score, null where it can. */
  readonly veto: string | null
  readonly score: Score
  readonly reasons: readonly string[]
}

/** Least score of each confidence; `medium` and up stop a commit. */
export const BANDS: readonly (readonly [Confidence, number])[] = [
  ['high', 2],
  ['medium', 0],
  ['low', -1],
]
const FORMS: Readonly<Record<Form, string>> = {
  quoted: 'quoted literal under',
  bare: 'value of',
  argument: 'literal in a call with',
  pair: 'value beside the name',
  query: 'parameter',
  flag: 'value behind',
  element: 'content of',
  scheme: 'credential behind',
}
const NO_SCORE: Score = { total: 0, parts: [] }

/** Judges a candidate by what its name and its value look like. */
export function judgeCandidate(candidate: Candidate, surroundings: Surroundings): CandidateVerdict {
  const shapeVeto = shapeVetoOf(candidate)
  if (shapeVeto !== null) return vetoed(candidate, shapeVeto, NO_SCORE)
  const score = scoreOf(featuresOf(candidate, surroundings))
  const confidence = atMost(candidate, BANDS.find(([, least]) => score.total >= least)?.[0] ?? null)
  if (confidence === null) return withRule(candidate, { confidence, veto: null, score, reasons: [] })
  // most values fail by their score already, and this is a long look
  const veto = placeholderVetoOf(candidate)
  if (veto !== null) return vetoed(candidate, veto, score)
  return withRule(candidate, { confidence, veto, score, reasons: [reasonOf(candidate)] })
}

function vetoed(candidate: Candidate, veto: string, score: Score): CandidateVerdict {
  return withRule(candidate, { confidence: null, veto, score, reasons: [veto] })
}

/** The rule is only worked out where somebody asks for it: most candidates fall under none. */
function withRule(candidate: Candidate, verdict: Omit<CandidateVerdict, 'ruleId'>): CandidateVerdict {
  return {
    ...verdict,
    get ruleId() {
      return ruleIdOf(candidate)
    },
  }
}

/** Behind `Basic` a user and a password have a rule of their own; what does not decode to them may be anything. */
function atMost({ form, key }: Candidate, confidence: Confidence | null): Confidence | null {
  return confidence === 'high' && form === 'scheme' && /basic$/i.test(key) ? 'medium' : confidence
}

function ruleIdOf({ form, key }: Candidate): CandidateVerdict['ruleId'] {
  if (form === 'scheme') return 'generic-authorization'
  return classifyKey(key).class === 'password' ? 'generic-password' : 'generic-secret'
}

/** `quoted literal under "password"; not a word; 14 characters of 3 classes`. */
function reasonOf({ form, key, value }: Candidate): string {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(value)).length
  const share = wordShare(value)
  const words = share === 0 ? 'not a word' : share < 0.6 ? 'more than words' : 'words and signs'
  return `${FORMS[form]} \`${shownKey(key, [value])}\`; ${words}; ${value.length} characters of ${classes} ${classes === 1 ? 'class' : 'classes'}`
}
