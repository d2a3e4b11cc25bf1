import { once } from '../../model/once.ts'
import type { Candidate } from './candidate.ts'
import { keyFeatures, lengthFeatures, wordFeatures } from './features.ts'
import type { FileKind } from './file-kind.ts'
import { LEAST_SCORE } from './judge-candidate.ts'
import { mostOf, weightOf } from './score.ts'
import { shapeOf } from './value-shape.ts'
import { shapeVetoOf } from './veto.ts'

/** What sums of a few weights in another order may differ by. */
const ROUNDING = 1e-9
/** What everything that is not weighed here can add at most. */
const others = once(() => mostOf(/^(?:\w+ )?(?:mix|classes|surprise|stand-in)\b|^same as key$|^vendored$|^long line/))
const words = once(() => mostOf(/\bwords /))

/**
 * True only where `judgeCandidate` gives no confidence, whatever the surroundings: nearly every candidate, told by less than
 * half of the work.
 */
export function isRuledOut(candidate: Candidate, kind: FileKind): boolean {
  const shape = shapeOf(candidate.value)
  if (shapeVetoOf(candidate, shape) !== null) return true
  const limit = LEAST_SCORE - others() - ROUNDING
  const { group, features } = keyFeatures(candidate, kind)
  const known = ['bias', ...features, `shape ${shape}`, `${group} shape ${shape}`, ...lengthFeatures(candidate, group)]
  const score = sumOf(known)
  return score + words() < limit || score + sumOf(wordFeatures(candidate, group, shape)) < limit
}

function sumOf(features: readonly string[]): number {
  let sum = 0
  for (const feature of features) sum += weightOf(feature)
  return sum
}
