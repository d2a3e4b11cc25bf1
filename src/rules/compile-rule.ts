import { type CompiledRule, type DetectorKind, OWN_LITERAL } from '../model/rule.ts'
import { compilePart } from './compile-part.ts'
import type { FieldFault } from './field-fault.ts'
import { findAnchors } from './find-anchors.ts'
import { chooseKeywords } from './keywords.ts'
import type { ParsedRule } from './parsed-rule.ts'
import { CODE_CHARS } from './pattern/char-set.ts'
import { leastRun } from './pattern/least-run.ts'
import { shapeFaults } from './pattern/linear-shape.ts'
import { parsePattern } from './pattern/parse-pattern.ts'
import { longestMatch, patternReach } from './pattern/pattern-reach.ts'
import { findSecretGroup, type PatternNode } from './pattern/pattern-tree.ts'
import { requiredLiterals, shortestLength } from './pattern/required-literals.ts'
import { shownPrefix } from './shown-prefix.ts'
import { wrapPattern } from './wrap-pattern.ts'

/** Bytes that a match may span; a window of text round a candidate is no larger. */
const LONGEST_MATCH = 20_000
const MOST_SPECIFIC_LENGTH = 99
/** What reads like an assignment gives way to every pattern; what is known gives way to nothing. */
const DETECTOR_SPECIFICITY = { assignment: 1, entropy: 0, known: 10_000 } as const satisfies Record<
  Exclude<DetectorKind, 'pattern'>,
  number
>

/** A rule made ready for the engine, or what keeps it from that. */
export interface CompileResult {
  readonly rule: CompiledRule | null
  readonly faults: readonly FieldFault[]
}

/** Proves the rule's pattern sound and wraps it in its bounds and context. */
export function compileRule(rule: ParsedRule, provider: string): CompileResult {
  if (rule.detector !== 'pattern') return { rule: detectorRule(rule, provider), faults: [] }
  const { tree, faults } = parsePattern(rule.pattern, rule.flags)
  const found = faults.map((fault) => ({ ...fault, field: 'pattern' }))
  if (tree === null) return { rule: null, faults: found }
  found.push(...secretFaults(tree), ...shapeFaults(tree).map((fault) => ({ ...fault, field: 'pattern' })))
  if (found.length > 0) return { rule: null, faults: found }
  const parts = rule.parts.map(compilePart)
  const partFaults = parts.flatMap((part, index) =>
    part.faults.map((fault) => ({ ...fault, field: `parts[${index}].pattern` })),
  )
  if (partFaults.length > 0) return { rule: null, faults: partFaults }
  const source = wrapPattern(rule, tree)
  const whole = parsePattern(source, '').tree ?? tree
  const { keywords, fault } = chooseKeywords(rule, whole)
  if (fault !== null) return { rule: null, faults: [fault] }
  const compiled = {
    ...common(rule, provider),
    source,
    keywords,
    anchors: findAnchors(whole, keywords),
    leastRun: leastRun(whole, CODE_CHARS),
    maxLength: longestMatch(whole),
    shownPrefix: shownPrefix(findSecretGroup(tree) ?? tree),
    specificity: specificity(rule, tree),
    ...(parts.length > 0 ? { parts: parts.map(({ part }) => part) } : {}),
  }
  return { rule: compiled, faults: [] }
}

function secretFaults(tree: PatternNode): FieldFault[] {
  const at = { field: 'pattern', offset: 0 }
  const faults: FieldFault[] = []
  const length = longestMatch(tree)
  if (length > LONGEST_MATCH) {
    const message = `the longest match has ${length} bytes`
    faults.push({ ...at, message, hint: `at most ${LONGEST_MATCH}: narrow the quantifiers` })
  }
  const secret = findSecretGroup(tree) ?? tree
  if (patternReach(secret).min === 0) faults.push({ ...at, message: 'the secret can be empty', hint: '' })
  return faults
}

function detectorRule(rule: ParsedRule, provider: string): CompiledRule {
  const specificity = DETECTOR_SPECIFICITY[rule.detector as keyof typeof DETECTOR_SPECIFICITY]
  return {
    ...common(rule, provider),
    source: '',
    keywords: [],
    anchors: [],
    leastRun: 0,
    maxLength: 0,
    shownPrefix: '',
    specificity,
  }
}

type CommonFields = Omit<
  CompiledRule,
  'source' | 'keywords' | 'anchors' | 'leastRun' | 'maxLength' | 'shownPrefix' | 'specificity'
>

function common(rule: ParsedRule, provider: string): CommonFields {
  const { id, detector, checks, severity, confidence, kind, description } = rule
  return { id, provider, detector, flags: '', checks, severity, confidence, kind, description }
}

/** A literal of its own beats a context, a longer one a shorter; both beat the named detectors. */
function specificity(rule: ParsedRule, tree: PatternNode): number {
  const literal = Math.min(shortestLength(requiredLiterals(tree)), MOST_SPECIFIC_LENGTH)
  if (literal >= 3) return OWN_LITERAL + 10 * literal + (rule.context.length > 0 ? 5 : 0)
  return 1000 + 10 * Math.min(shortestLength(rule.context.length > 0 ? rule.context : null), MOST_SPECIFIC_LENGTH)
}
