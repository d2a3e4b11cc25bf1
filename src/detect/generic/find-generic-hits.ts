import type { Text } from '../decode-text.ts'
import type { Hit } from '../judge.ts'
import { findManifestHits } from '../manifest/find-manifest-hits.ts'
import type { SecretSpan } from '../match-pattern.ts'
import type { Reach } from '../reach.ts'
import type { RuleBook } from '../rule-book.ts'
import type { WorkBudget } from '../work-budget.ts'
import { type FileKind, fileKind } from './file-kind.ts'
import { judgeCandidate } from './judge-candidate.ts'
import { randomStrings } from './random-strings.ts'
import { readCandidates } from './read-candidates.ts'
import { surroundingsOf } from './surroundings.ts'

/** What the generic detectors are handed beside the text. */
export interface GenericRequest {
  /** Path of the file; decides its kind. */
  readonly path: string
  /** Offsets at which a word of a secret-sounding key begins, nearly ascending. */
  readonly keywordOffsets: readonly number[]
  /** Runs of code characters, see `findLongRuns`. */
  readonly longRuns: readonly number[]
  readonly rules: RuleBook
  readonly budget: WorkBudget
  /** For a part of a text. */
  readonly reach?: Reach | undefined
}

/** What judging a value costs for each byte of it, as expressions look at it many times. */
const JUDGING = 64

/** Hits of the rules that have no pattern of their own: literals given to secret-sounding names, and random strings. */
export function findGenericHits(text: Text, request: GenericRequest): readonly Hit[] {
  const kind = text.isBinary ? 'generated' : fileKind(request.path)
  if (kind === 'generated') return []
  return [...findManifestHits(text, request), ...assignmentHits(text, kind, request), ...randomHits(text, request)]
}

function* assignmentHits(text: Text, kind: FileKind, request: GenericRequest): Generator<Hit> {
  const { path, keywordOffsets, budget } = request
  for (const candidate of readCandidates(text, keywordOffsets, kind)) {
    // where values lie in one another, `key=key=key=…`, each byte would be judged over and over
    if (!budget.spend(JUDGING * (candidate.end - candidate.start))) return
    const verdict = judgeCandidate(candidate, surroundingsOf(text, candidate, path, kind))
    const { confidence, reasons } = verdict
    if (confidence !== null) yield* hitOf(verdict.ruleId, candidate, request, { confidence, reasons })
  }
}

function* randomHits(text: Text, request: GenericRequest): Generator<Hit> {
  const reasons = ['quoted string of random characters; nothing says what it is']
  for (const span of randomStrings(text, request.longRuns))
    yield* hitOf('generic-entropy', span, request, { confidence: 'low', reasons })
}

function* hitOf(
  ruleId: string,
  { start, end }: SecretSpan,
  request: GenericRequest,
  { confidence, reasons }: Pick<Hit, 'confidence' | 'reasons'>,
): Generator<Hit> {
  const rule = request.rules.named(ruleId)
  if (rule) yield { rule, start, end, specificity: rule.specificity, confidence, reasons }
}
