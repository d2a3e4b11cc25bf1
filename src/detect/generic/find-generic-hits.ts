import type { CompiledRule } from '../../model/rule.ts'
import type { Text } from '../decode-text.ts'
import type { Hit } from '../judge.ts'
import type { SecretSpan } from '../match-pattern.ts'
import { assignmentAt } from './assignment.ts'
import { type FileKind, fileKind } from './file-kind.ts'
import { judgeAssignment } from './judge-assignment.ts'
import { randomStrings } from './random-strings.ts'

/** What the generic detectors are handed beside the text. */
export interface GenericRequest {
  /** Path of the file; decides its kind. */
  readonly path: string
  /** Offsets at which a word of a secret-sounding key begins, nearly ascending. */
  readonly keywordOffsets: readonly number[]
  readonly rules: () => readonly CompiledRule[]
}

/** Hits of the rules that have no pattern of their own: literals given to secret-sounding names, and random strings. */
export function findGenericHits(text: Text, request: GenericRequest): readonly Hit[] {
  const kind = fileKind(request.path)
  if (text.isBinary || kind === 'generated') return []
  return [...assignmentHits(text, kind, request), ...randomHits(text, request)]
}

function* assignmentHits(text: Text, kind: FileKind, request: GenericRequest): Generator<Hit> {
  let reached = -1
  for (const offset of request.keywordOffsets) {
    if (offset < reached) continue
    const assignment = assignmentAt(text, offset, kind)
    if (assignment === null) continue
    reached = assignment.end
    const verdict = judgeAssignment(assignment)
    if (verdict !== null) yield* hitOf(verdict.ruleId, assignment, request, verdict)
  }
}

function* randomHits(text: Text, request: GenericRequest): Generator<Hit> {
  const reasons = ['quoted string of random characters; nothing says what it is']
  for (const span of randomStrings(text)) yield* hitOf('generic-entropy', span, request, { confidence: 'low', reasons })
}

function* hitOf(
  ruleId: string,
  { start, end }: SecretSpan,
  request: GenericRequest,
  { confidence, reasons }: Pick<Hit, 'confidence' | 'reasons'>,
): Generator<Hit> {
  const rule = request.rules().find(({ id }) => id === ruleId)
  if (rule) yield { rule, start, end, specificity: rule.specificity, confidence, reasons }
}
