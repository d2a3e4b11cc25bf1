import type { RuledSecret } from '../model/match.ts'
import { CONFIDENCES, type CompiledRule, type Confidence } from '../model/rule.ts'
import type { Verdict } from './checks/check.ts'
import { CHECKS } from './checks/check-table.ts'
import { placeholderReason } from './checks/placeholder.ts'
import { isPublished } from './checks/published-value.ts'
import type { Text } from './decode-text.ts'
import type { Contender } from './resolve-overlap.ts'

/** What a rule has found, before checks. */
export interface Hit extends Contender {
  readonly rule: CompiledRule
  readonly confidence: Confidence
  readonly reasons: readonly string[]
  /** Why it is none after all; it still keeps less specific rules off. */
  readonly rejection?: string
}

/** A hit after checks; a rejected one still keeps less specific rules off its place, one that yields does not. */
export interface JudgedHit extends Hit {
  readonly isRejected: boolean
  readonly hasYielded: boolean
  readonly value: string
  /** Present where other rules have found the same. */
  readonly also?: readonly RuledSecret[]
}

const PUBLISHED = 'is published for everybody to use'

/** Runs the offline checks of the hit's rule: they raise or lower its confidence, or reject it. */
export function judge(hit: Hit, text: Text, checksums: 'lenient' | 'strict'): JudgedHit {
  const value = text.buffer.toString('utf8', hit.start, hit.end)
  // the assignment detector has weighed that itself: people make passwords of what no token is made of
  const placeholder =
    hit.rejection ?? (hit.rule.detector === 'assignment' ? null : placeholderReason(value, hit.rule.shownPrefix))
  if (placeholder !== null) return { ...hit, value, reasons: [placeholder], isRejected: true, hasYielded: false }
  if (isPublished(value)) return { ...hit, value, reasons: [PUBLISHED], isRejected: true, hasYielded: false }
  let judged: JudgedHit = { ...hit, value, isRejected: false, hasYielded: false }
  for (const name of hit.rule.checks) {
    const verdict = checkNamed(name)?.verify(value) ?? null
    if (verdict !== null) judged = apply(judged, verdict, checksums)
  }
  return judged
}

function checkNamed(name: string) {
  return Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof typeof CHECKS] : undefined
}

function apply(hit: JudgedHit, verdict: Verdict, checksums: 'lenient' | 'strict'): JudgedHit {
  const reasons = [...hit.reasons, verdict.reason]
  switch (verdict.outcome) {
    case 'proves':
      return { ...hit, reasons, confidence: 'certain' }
    case 'refutes':
      return {
        ...hit,
        reasons,
        confidence: lower(hit.confidence),
        isRejected: hit.isRejected || checksums === 'strict',
      }
    case 'yields':
      return { ...hit, reasons, isRejected: true, hasYielded: true }
    case 'rejects':
      return { ...hit, reasons, isRejected: true }
    case 'informs':
      return { ...hit, reasons }
  }
}

/** One step down: a made-up checksum is a doubt, not an acquittal. */
function lower(confidence: Confidence): Confidence {
  return CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(confidence) - 1)] as Confidence
}
